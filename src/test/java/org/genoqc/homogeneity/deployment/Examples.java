package org.genoqc.homogeneity.deployment;

import java.nio.file.Path;

/** What is shipped to try the service with. */
final class Examples {

    static final Path SAMPLE = Path.of("examples/sample.tsv");

    private Examples() {}
}
