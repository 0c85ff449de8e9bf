package org.genoqc.homogeneity.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.ObservedStrata;
import org.genoqc.homogeneity.simulation.SharedPermutations;
import org.genoqc.homogeneity.simulation.SingleTableTest;
import org.genoqc.homogeneity.simulation.TableSimulation;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.genoqc.homogeneity.table.SkipReason;
import org.genoqc.homogeneity.table.StratifiedTable;

/**
 * The two-tier test of a data set: the standard test where every expected count is large enough, Monte Carlo where one
 * is not. The result for a probeset does not depend on the others. Thread-safe.
 */
public final class TwoTierTest {

    /** About what cleaning and testing a table takes. */
    private static final double NANOS_OF_STANDARD_TEST = 5_000;

    private final TestPlan plan;
    private final TestParameters parameters;
    private final StoppingRule rule;
    /** By group, those of each stratum. */
    private final List<List<SharedPermutations>> permutations = new ArrayList<>();

    private final PValueCache pValues = new PValueCache();

    /** @param maxBytesKept the memory in which permutations may be kept, so that they need not be drawn again */
    public TwoTierTest(TestPlan plan, TestParameters parameters, long maxBytesKept) {
        this.plan = plan;
        this.parameters = parameters;
        this.rule = StoppingRule.of(parameters);
        long bytesLeft = maxBytesKept;
        for (TestPlan.Group group : plan.groups()) {
            List<SharedPermutations> ofStrata = new ArrayList<>();
            for (int stratum = 0; stratum < group.rowTotals().size(); stratum++) {
                RowTotals rowTotals = group.rowTotals().get(stratum);
                SharedPermutations shared = new SharedPermutations(
                        rowTotals,
                        Collections.frequency(group.rowTotals().subList(0, stratum), rowTotals),
                        parameters.randomSeed(),
                        rule.maxSimulations(),
                        group.places().get(stratum),
                        bytesLeft);
                ofStrata.add(shared);
                bytesLeft -= shared.bytesKept();
            }
            permutations.add(List.copyOf(ofStrata));
        }
    }

    TestPlan plan() {
        return plan;
    }

    StoppingRule stoppingRule() {
        return rule;
    }

    PValueCache pValues() {
        return pValues;
    }

    /** Those of each stratum. */
    List<SharedPermutations> permutations(int group) {
        return permutations.get(group);
    }

    /**
     * Tests probesets by the standard test, or prepares their simulation.
     *
     * @param probesets their numbers in the plan
     * @param tables the cleaned table of a probeset
     * @param ids the id of a probeset, which names its stream where streams are independent
     */
    public PreparedProbesets prepare(int[] probesets, IntFunction<CleanedTable> tables, IntFunction<String> ids) {
        PreparedProbesets prepared = new PreparedProbesets(probesets.length);
        for (int i = 0; i < probesets.length; i++) {
            int probeset = probesets[i];
            CleanedTable cleaned = tables.apply(probeset);
            SkipReason reason = cleaned.skipReason();
            if (reason != null) {
                prepared.settle(i, ProbesetResult.skipped(cleaned, reason));
                continue;
            }
            StratifiedTable table = cleaned.tested();
            ProbesetResult asymptotic = ProbesetResult.tested(cleaned, TestResult.of(Method.STANDARD, table, null));
            if (!plan.isSimulated(probeset)) {
                prepared.settle(i, asymptotic);
            } else {
                boolean isShared = plan.isShared(probeset);
                prepared.simulate(
                        i,
                        new SimulatedProbeset(
                                prepared,
                                probeset,
                                asymptotic,
                                plan.method(probeset),
                                isShared ? new ObservedStrata(table, permutations(plan.group(probeset))) : null,
                                isShared ? null : alone(table, ids.apply(probeset))));
            }
        }
        return prepared;
    }

    private TableSimulation alone(StratifiedTable table, String id) {
        return parameters.streams() == Streams.SHARED
                ? SingleTableTest.ofMargins(table, parameters.randomSeed())
                : SingleTableTest.ofProbeset(table, parameters.randomSeed(), id);
    }

    /**
     * About how long one core takes for a probeset, without what it shares and without late simulation, where the null
     * hypothesis holds.
     */
    public double expectedNanos(int probeset) {
        return NANOS_OF_STANDARD_TEST + plan.nanosPerTable(probeset) * rule.expectedEarlySimulations();
    }

    /**
     * About how long one core takes for all permutations, but those of late simulation, as far as a probeset needs them; 0
     * where it needs none.
     */
    public double nanosOfWalk(int probeset) {
        return plan.nanosPerPermutation(probeset) * rule.earlySimulations();
    }

    /**
     * Simulates prepared probesets side by side, from the first simulated table on. */
    public JointSimulation simulate(List<PreparedProbesets> together, SliceLimits limits) {
        return new JointSimulation(this, together, limits, false);
    }

    /** Simulates those that are still open after {@link #simulate}, to the last simulated table. */
    public JointSimulation simulateFurther(List<PreparedProbesets> together, SliceLimits limits) {
        return new JointSimulation(this, together, limits, true);
    }
}
