package org.genoqc.homogeneity.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.simulation.NamedGenerators;
import org.genoqc.homogeneity.simulation.PermutationTest;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.genoqc.homogeneity.table.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * The two-tier test of a data set: the standard test where every expected count is large enough, Monte Carlo where one
 * is not. Thread-safe.
 */
public final class TwoTierTest {

    private final TestPlan plan;
    private final TestParameters parameters;
    private final List<PermutationTest> permutationTests = new ArrayList<>();

    /** @param mostBytesKept the memory in which permutations may be kept, so that they need not be drawn again */
    public TwoTierTest(TestPlan plan, TestParameters parameters, long mostBytesKept) {
        this.plan = plan;
        this.parameters = parameters;
        long bytesLeft = mostBytesKept;
        for (RowTotals rowTotals : plan.groups()) {
            PermutationTest test =
                    new PermutationTest(rowTotals, parameters.randomSeed(), parameters.nSimulations(), bytesLeft);
            permutationTests.add(test);
            bytesLeft -= test.bytesKept();
        }
    }

    /**
     * A probeset to be tested.
     *
     * @param number its number in the plan
     * @param id its id, which names its random stream
     * @param cleaned its table
     */
    public record Probeset(int number, String id, CleanedTable cleaned) {}

    /** Is called with every result, as soon as there is one. */
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
        Map<Integer, List<Integer>> sharing = new LinkedHashMap<>();
        for (int i = 0; i < results.length; i++) {
            cancellation.throwIfRequested();
            Probeset probeset = probesets.get(i);
            if (plan.isShared(probeset.number())) {
                sharing.computeIfAbsent(plan.group(probeset.number()), group -> new ArrayList<>())
                        .add(i);
            } else {
                ProbesetResult result = test(probeset, cancellation);
                results[i] = result;
                observer.tested(result);
            }
        }
        sharing.forEach((group, members) -> {
            List<ContingencyTable> tables = members.stream()
                    .map(i -> probesets.get(i).cleaned().table())
                    .toList();
            List<Integer> exceedances = permutationTests.get(group).test(tables, cancellation);
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
        HomogeneityTest test = plan.method(probeset.number()) == Method.STANDARD
                ? new AsymptoticTest()
                : new MonteCarloTest(
                        parameters.nSimulations(),
                        NamedGenerators.ofProbeset(parameters.randomSeed(), probeset.id()),
                        cancellation);
        return ProbesetResult.tested(cleaned, test.test(cleaned.table()));
    }
}
