package org.genoqc.homogeneity.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.genoqc.homogeneity.simulation.BlockExceedances;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.simulation.TableSimulation;
import org.genoqc.homogeneity.statistics.JointSimulation.Group;

/**
 * A range of simulated tables of all probesets that are still open, cut into slices that may be run in any order, by any
 * number of threads.
 */
final class SimulationRound {

    private static final int MAX_SLICES_OF_A_GROUP = 1 << 10;
    private static final int WORDS = TableSimulation.BLOCK / Long.SIZE;

    private final StoppingRule rule;
    private final int fromBlock;
    private final int toBlock;
    private final List<SimulatedProbeset> open = new ArrayList<>();
    private final List<SimulationSlice> slices = new ArrayList<>();
    /** By open probeset, where simulation does not end early. */
    private final AtomicIntegerArray counts;
    /** By open probeset and block which simulated tables were exceedances, where simulation may end early. */
    private final long[] which;

    /** Probesets that are evaluated together, and evaluators that no thread uses at the moment. */
    private static final class Together {
        private final int first;
        private final int members;
        private final TableSimulation by;
        private final AtomicInteger partsLeft;
        private final ConcurrentLinkedQueue<TableSimulation.Evaluator> idle = new ConcurrentLinkedQueue<>();

        Together(int first, int members, TableSimulation by, int parts) {
            this.first = first;
            this.members = members;
            this.by = by;
            this.partsLeft = new AtomicInteger(parts);
        }

        TableSimulation.Evaluator evaluator() {
            TableSimulation.Evaluator evaluator = idle.poll();
            return evaluator == null ? by.evaluator() : evaluator;
        }

        /** Evaluators take memory, so they are kept for further parts only. */
        void endPart(TableSimulation.Evaluator evaluator) {
            idle.add(evaluator);
            if (partsLeft.decrementAndGet() == 0) {
                idle.clear();
            }
        }
    }

    /** @param groups the open probesets, those together that are evaluated together */
    SimulationRound(StoppingRule rule, int fromBlock, int toBlock, List<Group> groups, SliceLimits limits) {
        this.rule = rule;
        this.fromBlock = fromBlock;
        this.toBlock = toBlock;
        SliceCut cut = new SliceCut(limits.nanos());
        for (Group group : groups) {
            cut.add(open.size(), group);
            open.addAll(group.members());
        }
        cut.endBundle();
        this.counts = new AtomicIntegerArray(rule.isAdaptive() ? 0 : open.size());
        this.which = new long[rule.isAdaptive() ? open.size() * (toBlock - fromBlock) * WORDS : 0];
    }

    /** Cheap groups go into one slice, expensive ones are cut into ranges of blocks. */
    private final class SliceCut {
        private final double nanosPerSlice;
        private List<SimulationSlice.Work> bundle = new ArrayList<>();
        private Map<PreparedProbesets, Double> shares = new HashMap<>();
        private double nanos;

        SliceCut(double nanosPerSlice) {
            this.nanosPerSlice = nanosPerSlice;
        }

        /** @param first how many probesets are in groups before */
        void add(int first, Group group) {
            int blocks = toBlock - fromBlock;
            int members = group.members().size();
            double all = group.nanosPerTable() * blocks * TableSimulation.BLOCK;
            if (all >= nanosPerSlice) {
                int parts = Math.clamp((long) (all / nanosPerSlice), 1, Math.min(blocks, MAX_SLICES_OF_A_GROUP));
                Together together = new Together(first, members, group.by(), parts);
                for (int part = 0; part < parts; part++) {
                    int from = fromBlock + (int) ((long) blocks * part / parts);
                    int to = fromBlock + (int) ((long) blocks * (part + 1) / parts);
                    slices.add(new SimulationSlice(
                            List.of(cancellation -> run(together, from, to, cancellation)),
                            group.nanosPerTable() * (to - from) * TableSimulation.BLOCK,
                            group.shares()));
                }
                return;
            }
            Together together = new Together(first, members, group.by(), 1);
            bundle.add(cancellation -> run(together, fromBlock, toBlock, cancellation));
            group.shares().forEach((among, share) -> shares.merge(among, share * all, Double::sum));
            nanos += all;
            if (nanos >= nanosPerSlice) {
                endBundle();
            }
        }

        void endBundle() {
            if (!bundle.isEmpty()) {
                double sum = nanos;
                shares.replaceAll((among, share) -> share / sum);
                slices.add(new SimulationSlice(bundle, sum, shares));
            }
            bundle = new ArrayList<>();
            shares = new HashMap<>();
            nanos = 0;
        }
    }

    List<SimulationSlice> slices() {
        return slices;
    }

    private void run(Together together, int from, int to, Cancellation cancellation) {
        TableSimulation.Evaluator evaluator = together.evaluator();
        if (rule.isAdaptive()) {
            locate(together, evaluator, from, to, cancellation);
        } else {
            count(together, evaluator, from, to, cancellation);
        }
        together.endPart(evaluator);
    }

    private void count(
            Together together, TableSimulation.Evaluator evaluator, int from, int to, Cancellation cancellation) {
        BlockExceedances found = BlockExceedances.counted(together.members);
        for (int block = from; block < to; block++) {
            cancellation.throwIfRequested();
            evaluator.run(block, rule.simulations(block), found);
        }
        for (int member = 0; member < together.members; member++) {
            counts.addAndGet(together.first + member, found.count(member));
        }
    }

    private void locate(
            Together together, TableSimulation.Evaluator evaluator, int from, int to, Cancellation cancellation) {
        BlockExceedances found = BlockExceedances.located(together.members);
        for (int block = from; block < to; block++) {
            cancellation.throwIfRequested();
            found.clear();
            evaluator.run(block, rule.simulations(block), found);
            for (int member = 0; member < together.members; member++) {
                found.copyTo(member, which, place(together.first + member, block));
            }
        }
    }

    private int place(int probeset, int block) {
        return (probeset * (toBlock - fromBlock) + block - fromBlock) * WORDS;
    }

    /** Ends the simulation of those that need no further tables; after all slices. */
    void end(PValueCache pValues) {
        long simulations = (long) (toBlock - fromBlock - 1) * TableSimulation.BLOCK + rule.simulations(toBlock - 1);
        for (int i = 0; i < open.size(); i++) {
            SimulatedProbeset probeset = open.get(i);
            probeset.among().simulated(simulations);
            if (rule.isAdaptive()) {
                endAtExceedance(i, probeset, pValues);
            } else {
                probeset.add(counts.get(i));
            }
            if (probeset.isOpen() && toBlock == rule.blocks()) {
                probeset.end(pValues.ofFixed(rule.maxSimulations(), probeset.exceedances()));
            }
        }
    }

    /** The p-value depends on which simulated table was the h-th exceedance, not on where the round ends. */
    private void endAtExceedance(int i, SimulatedProbeset probeset, PValueCache pValues) {
        int words = (toBlock - fromBlock) * WORDS;
        for (int word = 0; word < words; word++) {
            long bits = which[i * words + word];
            int wanted = rule.exceedances() - probeset.exceedances();
            if (Long.bitCount(bits) >= wanted) {
                for (int skipped = 1; skipped < wanted; skipped++) {
                    bits &= bits - 1;
                }
                int table = fromBlock * TableSimulation.BLOCK + word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                probeset.end(pValues.ofStopped(table + 1, rule.exceedances()));
                return;
            }
            probeset.add(Long.bitCount(bits));
        }
    }
}
