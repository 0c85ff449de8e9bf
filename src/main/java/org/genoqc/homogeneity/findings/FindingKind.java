package org.genoqc.homogeneity.findings;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is wrong with a genotyping batch of a probeset. */
public enum FindingKind {
    /** The genotypes of the calls differ from those of the rest. */
    CALLS("calls"),
    /** The share of missing calls differs from that of the rest. */
    NOCALLS("nocalls"),
    /** With AA and BB exchanged the batch fits the rest, as it is it does not. */
    SWAPPED_ALLELES("swapped_alleles"),
    /** All calls are of one genotype, where the rest has several. */
    COLLAPSED_CLUSTER("collapsed_cluster");

    private final String label;

    FindingKind(String label) {
        this.label = label;
    }

    /** The kind that is called so. */
    public static Optional<FindingKind> labelled(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    /** All labels, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(FindingKind::label).collect(Collectors.joining(", "));
    }

    /** As in REST, TSV and metrics. */
    public String label() {
        return label;
    }
}
