package org.genoqc.homogeneity.security;

import java.net.InetAddress;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.HomogeneityProperties.Mode;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Sees to it that a service without authentication is not open to other machines by oversight. */
@Component
class AnonymousAccess {

    /** @throws UnusableSettingsException if others may reach the service and nobody has said that they may */
    AnonymousAccess(Environment environment, HomogeneityProperties properties) {
        if (properties.security().mode() != Mode.NONE || properties.security().allowAnonymous()) {
            return;
        }
        require("server", environment.getProperty("server.address", InetAddress.class));
        String port = environment.getProperty("management.server.port");
        if (port != null && !port.equals(environment.getProperty("server.port"))) {
            require("management.server", environment.getProperty("management.server.address", InetAddress.class));
        }
    }

    private static void require(String server, @Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new UnusableSettingsException(
                    "the service has no authentication (homogeneity.security.mode=none), and would listen on "
                            + (address == null ? "every address" : address.getHostAddress()) + " (" + server
                            + ".address)",
                    "Set homogeneity.security.mode=api-key, and make a key: chi2-homogeneity key create NAME --role"
                            + " operator; or homogeneity.security.mode=oauth2, where there is an issuer of tokens; or "
                            + server + ".address=127.0.0.1; or, where all that can reach it may read, cancel and"
                            + " remove every job, homogeneity.security.allow-anonymous=true.");
        }
    }
}
