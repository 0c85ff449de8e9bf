package org.genoqc.homogeneity.findings;

/** A part of a rule; all parts must hold. */
sealed interface Condition {

    boolean isOfPair();

    /** As in the text of a policy. */
    String text();

    boolean holds(Judged judged);

    /**
     * A p-value below a limit, or a difference of at least one; what is not a number holds nothing.
     *
     * @param limit in (0, 1]
     */
    record Limit(Quantity quantity, double limit) implements Condition {

        /** So much may a difference of two shares be short of a limit by rounding alone: 0.55 - 0.5 is below 0.05. */
        private static final double ROUNDING = 1e-12;

        @Override
        public boolean isOfPair() {
            return quantity.isOfPair();
        }

        @Override
        public String text() {
            return quantity.label() + "=" + limit;
        }

        @Override
        public boolean holds(Judged judged) {
            double value = judged.value(quantity);
            return quantity.isPValue() ? value < Math.log(limit) : value >= limit - ROUNDING;
        }
    }

    record OfKind(FindingKind kind) implements Condition {

        @Override
        public boolean isOfPair() {
            return true;
        }

        @Override
        public String text() {
            return "kind=" + kind.label();
        }

        @Override
        public boolean holds(Judged judged) {
            return judged.kinds().contains(kind);
        }
    }

    /**
     * Among those of which a share of at most the rate is expected to be wrong. Which these are depends on all p-values, so
     * that it must be replaced by a {@link UpTo} before anything is judged.
     *
     * @param quantity {@link Quantity#PAIR_P} or {@link Quantity#PROBESET_P}
     */
    record FalseDiscoveryRate(Quantity quantity, double rate) implements Condition {

        @Override
        public boolean isOfPair() {
            return quantity.isOfPair();
        }

        @Override
        public String text() {
            return (isOfPair() ? "fdr" : "probeset_fdr") + "=" + rate;
        }

        @Override
        public boolean holds(Judged judged) {
            throw new IllegalStateException("the p-values that " + text() + " takes are not known yet");
        }
    }

    /**
     * A p-value up to one that {@link FalseDiscoveryRate} came to.
     *
     * @param lnPValue its natural logarithm; NaN if there is none
     */
    record UpTo(FalseDiscoveryRate rate, double lnPValue) implements Condition {

        @Override
        public boolean isOfPair() {
            return rate.isOfPair();
        }

        @Override
        public String text() {
            return rate.text();
        }

        @Override
        public boolean holds(Judged judged) {
            return judged.value(rate.quantity()) <= lnPValue;
        }
    }
}
