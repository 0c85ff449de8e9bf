package org.genoqc.homogeneity.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version, as the manifest of the jar has it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"chi2-homogeneity " + number(), "Java " + Runtime.version()};
    }

    static String number() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "of unknown version" : version;
    }
}
