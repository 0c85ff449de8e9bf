package org.genoqc.homogeneity.statistics;

/**
 * The two-tier test of one probeset: the standard test where every expected count is large enough, Monte Carlo where
 * one is not. A pure function of table, probeset id and parameters.
 */
public record TwoTier(TestParameters parameters) {

    /**
     * @param counts the probeset's table, columns AA, AB, BB, NC; in an order of rows that does not depend on the input
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public ProbesetResult test(String probesetId, ContingencyTable counts, Cancellation cancellation) {
        CleanedTable cleaned = CleanedTable.of(counts);
        SkipReason reason = cleaned.skipReason();
        if (reason != null) {
            return cleaned.skipped(reason);
        }
        HomogeneityTest test = cleaned.method(parameters.minExpectedCount()) == Method.STANDARD
                ? new AsymptoticTest()
                : new MonteCarloTest(parameters.nSimulations(),
                        RandomStreams.ofProbeset(parameters.randomSeed(), probesetId), cancellation);
        return cleaned.tested(test.test(cleaned.table()));
    }
}
