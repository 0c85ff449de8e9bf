package org.genoqc.homogeneity.fault;

import java.io.IOException;

/** The counts of an input, or what is found in it, need more heap than there is, or than others leave of it at the moment. */
public final class HeapBudgetExceededException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String message;
    private final boolean othersHoldSome;

    public HeapBudgetExceededException(long limit, long heldByOthers) {
        this.message = "the counts and findings need more than the " + (limit >> 20) + " MiB of heap set aside for them"
                + (heldByOthers > 0 ? ", of which others hold " + (heldByOthers >> 20) + " MiB at the moment" : "")
                + "; run with a larger heap (-Xmx); analysis=basic has no findings";
        this.othersHoldSome = heldByOthers > 0;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** Whether it may fit once others have given back what they hold. */
    public boolean mayFitLater() {
        return othersHoldSome;
    }
}
