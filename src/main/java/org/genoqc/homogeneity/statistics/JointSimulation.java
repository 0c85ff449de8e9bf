package org.genoqc.homogeneity.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.genoqc.homogeneity.simulation.ObservedStrata;
import org.genoqc.homogeneity.simulation.PermutationTest;
import org.genoqc.homogeneity.simulation.SharedPermutations;
import org.genoqc.homogeneity.simulation.StratifiedPermutationTest;
import org.genoqc.homogeneity.simulation.TableSimulation;
import org.jspecify.annotations.Nullable;

/**
 * Probesets that are simulated side by side, so that those with the same row totals share walks along permutations. It
 * goes in rounds of ever more simulated tables, each of the probesets still open: first {@link #begin}, then all slices,
 * then {@link #end}. Where the number of tables is fixed there is one round. No result depends on which probesets are
 * simulated together or on how rounds are cut. Where simulation may end early, the few probesets that are open after the
 * first thousands of tables are left to a late simulation, which those of all others may join. Slices may be run by
 * several threads; the rest is for one at a time.
 */
public final class JointSimulation {

    /** So many exceedances are expected in the first round, at most, that few probesets go on for longer than needed. */
    private static final int FIRST_SIMULATIONS_PER_EXCEEDANCE = 2;

    private static final int GROWTH = 2;
    /** Of one round: which simulated tables were exceedances. */
    private static final long MAX_BYTES_OF_LOCATIONS = 1 << 24;

    private static final long BYTES_PER_BLOCK = TableSimulation.BLOCK / Byte.SIZE;

    private final TwoTierTest test;
    private final StoppingRule rule;
    private final SliceLimits limits;
    private final int lastBlock;
    private List<SimulatedProbeset> open = List.of();
    private int openMonteCarlo;
    private int blocksDone;
    private @Nullable SimulationRound round;

    /**
     * Open probesets that are evaluated together.
     *
     * @param nanosPerTable what a simulated table costs for all of them
     * @param shares the share of each in that
     */
    record Group(
            List<SimulatedProbeset> members,
            TableSimulation by,
            double nanosPerTable,
            Map<PreparedProbesets, Double> shares) {}

    /** @param isLate whether it goes on where others ended, instead of from the first simulated table on */
    JointSimulation(TwoTierTest test, List<PreparedProbesets> together, SliceLimits limits, boolean isLate) {
        this.test = test;
        this.rule = test.stoppingRule();
        this.limits = limits;
        this.blocksDone = isLate ? rule.earlyBlocks() : 0;
        this.lastBlock = isLate ? rule.blocks() : rule.earlyBlocks();
        keepOpen(together.stream().flatMap(prepared -> prepared.members().stream()));
    }

    private void keepOpen(Stream<SimulatedProbeset> probesets) {
        open = probesets.filter(SimulatedProbeset::isOpen).toList();
        openMonteCarlo = (int) open.stream()
                .filter(probeset -> probeset.method() == Method.MONTE_CARLO)
                .count();
    }

    /** Whether no probeset needs further simulated tables, or those that do are left to a late simulation. */
    public boolean isDone() {
        return open.isEmpty() || blocksDone == lastBlock;
    }

    /** How many Monte Carlo tests need further simulated tables. */
    public int openMonteCarlo() {
        return openMonteCarlo;
    }

    /** Whether the number of simulated tables is the same for all, so that there is one round. */
    public boolean isFixed() {
        return !rule.isAdaptive();
    }

    /** The slices of the next round; only while probesets are open. */
    public List<SimulationSlice> begin() {
        int toBlock = blocksDone + blocksOfNextRound();
        SimulationRound next = new SimulationRound(rule, blocksDone, toBlock, groups(), limits);
        blocksDone = toBlock;
        round = next;
        return next.slices();
    }

    /** Ends a round, all of whose slices were run. */
    public void end() {
        Objects.requireNonNull(round).end(test.pValues());
        keepOpen(open.stream());
    }

    private int blocksOfNextRound() {
        int left = lastBlock - blocksDone;
        if (!rule.isAdaptive()) {
            return left;
        }
        long wanted = blocksDone == 0
                ? Math.ceilDiv((long) FIRST_SIMULATIONS_PER_EXCEEDANCE * rule.exceedances(), TableSimulation.BLOCK)
                : (long) (GROWTH - 1) * blocksDone;
        long fitting = MAX_BYTES_OF_LOCATIONS / BYTES_PER_BLOCK / open.size();
        return Math.clamp(Math.min(wanted, fitting), 1, left);
    }

    private List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        GrowingGroup group = new GrowingGroup();
        for (SimulatedProbeset probeset : open) {
            if (!group.hasRoomFor(probeset)) {
                groups.add(group.grown());
                group = new GrowingGroup();
            }
            group.add(probeset);
        }
        groups.add(group.grown());
        return groups;
    }

    /** Those that share permutations, until their walk hardly counts, or as many as memory permits; or one alone. */
    private final class GrowingGroup {
        private final TestPlan plan = test.plan();
        private final List<SimulatedProbeset> members = new ArrayList<>();
        private final Map<PreparedProbesets, Double> shares = new HashMap<>();
        private final Set<Integer> tails = new HashSet<>();
        private double tests;
        private double walk;

        boolean hasRoomFor(SimulatedProbeset probeset) {
            if (members.isEmpty()) {
                return true;
            }
            int first = members.getFirst().number();
            int number = probeset.number();
            return plan.isShared(first)
                    && plan.isShared(number)
                    && plan.group(number) == plan.group(first)
                    && tests < testsPerWalk() * walk
                    && bytesWith(number) <= limits.maxBytes();
        }

        private double testsPerWalk() {
            double nanosOfBlock = (tests + walk) * TableSimulation.BLOCK;
            return nanosOfBlock < limits.nanosOfBlock() ? TestPlan.MAX_TESTS_PER_WALK : TestPlan.TESTS_PER_WALK;
        }

        private long bytesWith(int number) {
            TestPlan.Group group = plan.groups().get(plan.group(number));
            int ofTails = tails.size() + (tails.contains(plan.rarePlaces(number)) ? 0 : 1);
            return ofTails * group.bytesOfTail() + (members.size() + 1) * group.bytesOfTable();
        }

        void add(SimulatedProbeset probeset) {
            int number = probeset.number();
            members.add(probeset);
            tails.add(plan.rarePlaces(number));
            tests += plan.nanosPerTable(number);
            walk = Math.max(walk, plan.nanosPerPermutation(number));
            shares.merge(probeset.among(), plan.nanosPerTable(number), Double::sum);
        }

        Group grown() {
            shares.replaceAll((among, nanos) -> nanos / tests);
            return new Group(members, simulation(members), tests + walk, shares);
        }
    }

    private TableSimulation simulation(List<SimulatedProbeset> members) {
        TableSimulation alone = members.getFirst().alone();
        if (alone != null) {
            return alone;
        }
        List<ObservedStrata> observed = members.stream()
                .map(member -> Objects.requireNonNull(member.shared()))
                .toList();
        List<SharedPermutations> permutations =
                test.permutations(test.plan().group(members.getFirst().number()));
        return permutations.size() == 1
                ? new PermutationTest(
                        permutations.getFirst(),
                        observed.stream().map(ObservedStrata::only).toList())
                : new StratifiedPermutationTest(permutations, observed);
    }
}
