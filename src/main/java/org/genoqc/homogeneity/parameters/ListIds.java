package org.genoqc.homogeneity.parameters;

import java.util.Locale;

/** What the probesets of a list are called by. */
public enum ListIds {
    /** Their own ids. */
    PROBESET_ID,
    /** The names of their SNPs, as the annotation has them. Probesets without one are not in the list. */
    SNP_ID;

    /** As in requests, and in the headers of lists. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws ParameterException if none is called so */
    public static ListIds labelled(String label) {
        return Parameter.labelled(values(), ListIds::label, label, "ids", "probeset_id or snp_id");
    }
}
