package org.genoqc.homogeneity.statistics;

import java.util.ArrayList;
import java.util.List;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.simulation.RandomStreams;
import org.genoqc.homogeneity.simulation.SharedEngines;
import org.genoqc.homogeneity.simulation.SharedGroups;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * The two-tier test: the standard test where every expected count is large enough, Monte Carlo where one is not.
 *
 * @param parameters what was chosen
 * @param engines the permutations that probesets with the same row totals share
 */
public record TwoTier(TestParameters parameters, SharedEngines engines) {

    /**
     * A probeset to be tested.
     *
     * @param id its id, which names its random stream
     * @param cleaned its table
     * @param shared whether it is simulated by shared permutations, where it is simulated; to be decided on the whole
     *     data set, so that the result does not depend on which probesets are tested together
     */
    public record Probeset(String id, CleanedTable cleaned, boolean shared) {}

    /** Told of every tested probeset. */
    @FunctionalInterface
    public interface Observer {
        void tested(ProbesetResult result);
    }

    /**
     * Tests probesets; the result for each does not depend on the others.
     *
     * @return the results in the order of the probesets
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public List<ProbesetResult> test(List<Probeset> probesets, Cancellation cancellation, Observer observer) {
        @Nullable ProbesetResult[] results = new ProbesetResult[probesets.size()];
        SharedGroups groups = new SharedGroups();
        for (int i = 0; i < results.length; i++) {
            cancellation.throwIfRequested();
            Probeset probeset = probesets.get(i);
            CleanedTable cleaned = probeset.cleaned();
            if (probeset.shared() && Method.of(cleaned, parameters.minExpectedCount()) == Method.MONTE_CARLO) {
                groups.add(i, cleaned);
            } else {
                ProbesetResult result = test(probeset, cancellation);
                results[i] = result;
                observer.tested(result);
            }
        }
        groups.forEach((rowTotals, members) -> {
            List<ContingencyTable> tables = members.stream()
                    .map(i -> probesets.get(i).cleaned().table())
                    .toList();
            List<Integer> exceedances = engines.of(rowTotals).test(tables, cancellation);
            for (int member = 0; member < exceedances.size(); member++) {
                int i = members.get(member);
                ProbesetResult result = ProbesetResult.tested(
                        probesets.get(i).cleaned(),
                        TestResult.ofExceedances(
                                tables.get(member), parameters.nSimulations(), exceedances.get(member)));
                results[i] = result;
                observer.tested(result);
            }
        });
        List<ProbesetResult> all = new ArrayList<>(results.length);
        for (ProbesetResult result : results) {
            if (result == null) {
                throw new AssertionError("a probeset was left out");
            }
            all.add(result);
        }
        return all;
    }

    private ProbesetResult test(Probeset probeset, Cancellation cancellation) {
        CleanedTable cleaned = probeset.cleaned();
        SkipReason reason = cleaned.skipReason();
        if (reason != null) {
            return ProbesetResult.skipped(cleaned, reason);
        }
        HomogeneityTest test = Method.of(cleaned, parameters.minExpectedCount()) == Method.STANDARD
                ? new AsymptoticTest()
                : new MonteCarloTest(
                        parameters.nSimulations(),
                        RandomStreams.ofProbeset(parameters.randomSeed(), probeset.id()),
                        cancellation);
        return ProbesetResult.tested(cleaned, test.test(cleaned.table()));
    }
}
