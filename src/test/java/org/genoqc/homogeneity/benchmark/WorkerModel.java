package org.genoqc.homogeneity.benchmark;

import java.util.List;
import java.util.PriorityQueue;

/**
 * What a run would take on more workers: a discrete-event simulation of the executor. The batches of a plan are handed
 * out in its order, one at a time, each to the worker that is free first; so it is in the executor, where one lock guards
 * the plans. A batch takes what it takes on this machine, whatever the other workers do: memory that 72 cores share is not
 * in the model.
 *
 * @param perBatch seconds for each batch that simulates by shared permutations: walking these
 * @param perSimulated seconds for each simulated probeset beyond that
 * @param perOther seconds for each other probeset
 * @param handling seconds for each batch beside its tests, on the worker
 */
record WorkerModel(double perBatch, double perSimulated, double perOther, double handling) {

    /** The part of the handling that only one worker at a time can do. */
    private static final double SERIAL = 0.5;

    /** The probesets of a batch. */
    record Batch(int simulated, int others) {}

    /** A run that was measured, its busy time without handling, in seconds. */
    record Measured(List<Batch> batches, double busy, double handling) {

        long simulated() {
            return batches.stream().mapToLong(Batch::simulated).sum();
        }

        long others() {
            return batches.stream().mapToLong(Batch::others).sum();
        }

        long simulating() {
            return batches.stream().filter(batch -> batch.simulated() > 0).count();
        }
    }

    /** A run that was not measured, in seconds. */
    record Predicted(double time, double utilisation, double overhead) {}

    /**
     * Fits the busy times of runs at different batch sizes by least squares of the relative errors.
     *
     * @param perOther seconds for each probeset that is not simulated
     */
    static WorkerModel fit(List<Measured> runs, double perOther) {
        double bb = 0;
        double bs = 0;
        double ss = 0;
        double b = 0;
        double s = 0;
        for (Measured run : runs) {
            double busy = run.busy() - perOther * run.others();
            double batches = run.simulating() / busy;
            double simulated = run.simulated() / busy;
            bb += batches * batches;
            bs += batches * simulated;
            ss += simulated * simulated;
            b += batches;
            s += simulated;
        }
        double determinant = bb * ss - bs * bs;
        double handling = runs.stream()
                .mapToDouble(run -> run.handling() / run.batches().size())
                .min()
                .orElse(0);
        return new WorkerModel((b * ss - s * bs) / determinant, (s * bb - b * bs) / determinant, perOther, handling);
    }

    Predicted predict(List<Batch> plan, int workers) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int worker = 0; worker < workers; worker++) {
            free.add(0.0);
        }
        double lock = 0;
        double end = 0;
        double busy = 0;
        double overhead = 0;
        for (Batch batch : plan) {
            double start = Math.max(free.remove(), lock);
            lock = start + SERIAL * handling;
            double fixed = handling + (batch.simulated() > 0 ? perBatch : 0);
            double takes = fixed + perSimulated * batch.simulated() + perOther * batch.others();
            free.add(start + takes);
            end = Math.max(end, start + takes);
            busy += takes;
            overhead += fixed;
        }
        return new Predicted(end, busy / (workers * end), overhead / busy);
    }
}
