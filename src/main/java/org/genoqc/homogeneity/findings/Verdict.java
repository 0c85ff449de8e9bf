package org.genoqc.homogeneity.findings;

import java.util.List;
import org.genoqc.homogeneity.parameters.ListIds;

/**
 * What a policy takes out of a probeset.
 *
 * @param snpId the name of its SNP; empty where it has none
 * @param isWhole whether the probeset is taken out in all genotyping batches
 * @param reasons if it is: codes, the first of which says why it is not only some genotyping batches
 * @param batches the genotyping batches that rules take, in their order, also if it is taken out whole
 */
public record Verdict(
        String probesetId, String snpId, boolean isWhole, List<String> reasons, List<ExcludedBatch> batches) {

    /** More genotyping batches are bad than may be. */
    public static final String MORE_THAN_MAX_BATCHES = "more_than_max_batches";

    /** The test over all genotyping batches is what is bad, and no single one is. */
    public static final String NO_SINGLE_BATCH = "no_single_batch";

    public Verdict {
        reasons = List.copyOf(reasons);
        batches = List.copyOf(batches);
    }

    /**
     * A genotyping batch in which the probeset is bad.
     *
     * @param rules the names of the rules that take it, at least one
     */
    public record ExcludedBatch(String name, List<String> rules) {

        public ExcludedBatch {
            rules = List.copyOf(rules);
        }
    }

    /** What it is called in a list; empty where it has no such name. */
    String id(ListIds ids) {
        return ids == ListIds.PROBESET_ID ? probesetId : snpId;
    }

    /** Whether anything of it is taken out. */
    boolean takesOut() {
        return isWhole || !batches.isEmpty();
    }

    /** How many lines of PLINK's lists it would have, had it other names. */
    long linesUnfitForPlink(ListIds ids) {
        if (isWhole) {
            return isFitForPlink(id(ids)) ? 0 : 1;
        }
        return isFitForPlink(id(ids))
                ? batches.stream().filter(batch -> !isFitForPlink(batch.name())).count()
                : batches.size();
    }

    /**
     * Whether PLINK can be given a name in a list. It takes white space for the end of a name; PLINK 1.9 in {@code --exclude}
     * also any byte beyond ASCII, so that it would take out the variant 6 in place of &eacute;6.
     */
    static boolean isFitForPlink(String name) {
        return name.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
