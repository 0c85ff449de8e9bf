package org.genoqc.homogeneity.web;

import java.net.InetAddress;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Sees to it that a service without authentication is not open to other machines by oversight. */
@Component
class AnonymousAccess {

    /** @throws OpenToOthersException if others may reach the service and nobody has said that they may */
    AnonymousAccess(Environment environment, HomogeneityProperties properties) {
        if (properties.security().allowAnonymous()) {
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
            throw new OpenToOthersException(
                    server + ".address", address == null ? "every address" : address.getHostAddress());
        }
    }

    /** The service would listen where others reach it. */
    static final class OpenToOthersException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String setting;

        OpenToOthersException(String setting, String where) {
            super("the service has no authentication, and would listen on " + where + " (" + setting + ")");
            this.setting = setting;
        }
    }

    /** Says what to do. */
    static final class Failure extends AbstractFailureAnalyzer<OpenToOthersException> {
        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, OpenToOthersException cause) {
            return new FailureAnalysis(
                    cause.getMessage(),
                    "Set " + cause.setting + "=127.0.0.1; or, where all that can reach it may read, cancel and remove"
                            + " every job, homogeneity.security.allow-anonymous=true.",
                    cause);
        }
    }
}
