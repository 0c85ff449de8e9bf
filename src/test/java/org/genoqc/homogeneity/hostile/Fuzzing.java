package org.genoqc.homogeneity.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Jazzer calls, with the name of a {@link FuzzTarget} as its argument: it makes inputs by what they cover. See
 * CONTRIBUTING.md; what it finds becomes a seed, which {@link FuzzSeedsTests} reads in every build.
 */
public final class Fuzzing {

    private static FuzzTarget target = FuzzTarget.TSV;
    private static Path folder = Path.of("");

    private Fuzzing() {}

    public static void fuzzerInitialize(String[] arguments) throws IOException {
        target = FuzzTarget.valueOf(arguments[0]);
        folder = Files.createTempDirectory("fuzzing");
    }

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzTarget.run(target, folder, input);
    }
}
