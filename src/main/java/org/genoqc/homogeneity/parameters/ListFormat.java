package org.genoqc.homogeneity.parameters;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How the list of what to take out is written. */
public enum ListFormat {
    /** {@code probeset_id}, {@code batch_name} (empty for all) and {@code reasons}, with a header. */
    TSV("tsv"),
    /** The probesets to take out whole, one id a line: for {@code --exclude} of PLINK 1.9 and 2. */
    PLINK_EXCLUDE("plink-exclude"),
    /**
     * Probeset and genotyping batch, whose genotypes are to be set to missing: for {@code --zero-cluster} of PLINK 1.9,
     * together with {@code --within} a file that has each sample's genotyping batch as its cluster, and {@code --make-bed}.
     * PLINK 2.00 alpha 3, Debian's, has no such option, and reads the .bed that PLINK 1.9 makes.
     */
    PLINK_ZERO_CLUSTER("plink-zero-cluster"),
    /**
     * A row for each probeset of the data, a column for each genotyping batch: 1 is to be kept, 0 to be taken out. 1 also
     * where a genotyping batch has no samples.
     */
    MATRIX("matrix");

    private final String label;

    ListFormat(String label) {
        this.label = label;
    }

    /** As in requests. */
    public String label() {
        return label;
    }

    /** @throws ParameterException if no format is called so */
    public static ListFormat labelled(String label) {
        String labels = Arrays.stream(values()).map(ListFormat::label).collect(Collectors.joining(", "));
        return Parameter.labelled(values(), ListFormat::label, label, "format", "one of " + labels);
    }
}
