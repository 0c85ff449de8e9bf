package org.genoqc.homogeneity.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.PermutationTest;
import org.genoqc.homogeneity.simulation.SharedPermutations;
import org.genoqc.homogeneity.simulation.SingleTableTest;
import org.genoqc.homogeneity.simulation.TableSimulation;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.SkipReason;

/**
 * The two-tier test of a data set: the standard test where every expected count is large enough, Monte Carlo where one
 * is not. The result for a probeset does not depend on the others. Thread-safe.
 */
public final class TwoTierTest {

    private final TestPlan plan;
    private final TestParameters parameters;
    private final List<SharedPermutations> permutations = new ArrayList<>();

    /** @param maxBytesKept the memory in which permutations may be kept, so that they need not be drawn again */
    public TwoTierTest(TestPlan plan, TestParameters parameters, long maxBytesKept) {
        this.plan = plan;
        this.parameters = parameters;
        long bytesLeft = maxBytesKept;
        for (TestPlan.Group group : plan.groups()) {
            SharedPermutations shared = new SharedPermutations(
                    group.rowTotals(), parameters.randomSeed(), parameters.nSimulations(), group.places(), bytesLeft);
            permutations.add(shared);
            bytesLeft -= shared.bytesKept();
        }
    }

    /** The blocks of simulated tables. */
    public int blocks() {
        return Math.ceilDiv(parameters.nSimulations(), TableSimulation.BLOCK);
    }

    /**
     * Tests probesets by the standard test, or prepares their simulation.
     *
     * @param probesets their numbers in the plan
     * @param tables the cleaned table of a probeset
     * @param ids the id of a probeset, which names its stream where streams are independent
     */
    public PreparedProbesets prepare(int[] probesets, IntFunction<CleanedTable> tables, IntFunction<String> ids) {
        PreparedProbesets prepared = new PreparedProbesets(probesets.length, parameters.nSimulations());
        Map<Integer, List<Integer>> sharing = new LinkedHashMap<>();
        for (int i = 0; i < probesets.length; i++) {
            int probeset = probesets[i];
            CleanedTable cleaned = tables.apply(probeset);
            prepared.take(i, cleaned);
            SkipReason reason = cleaned.skipReason();
            if (reason != null) {
                prepared.settle(i, ProbesetResult.skipped(cleaned, reason));
            } else if (plan.method(probeset) == Method.STANDARD) {
                prepared.settle(
                        i, ProbesetResult.tested(cleaned, TestResult.of(Method.STANDARD, cleaned.table(), null)));
            } else if (plan.isShared(probeset)) {
                sharing.computeIfAbsent(plan.group(probeset), group -> new ArrayList<>())
                        .add(i);
            } else {
                prepared.simulate(List.of(i), alone(cleaned.table(), ids.apply(probeset)));
            }
        }
        sharing.forEach((group, members) ->
                prepared.simulate(members, new PermutationTest(permutations.get(group), prepared.tables(members))));
        return prepared;
    }

    private TableSimulation alone(ContingencyTable table, String id) {
        return parameters.streams() == Streams.SHARED
                ? SingleTableTest.ofMargins(table, parameters.randomSeed())
                : SingleTableTest.ofProbeset(table, parameters.randomSeed(), id);
    }
}
