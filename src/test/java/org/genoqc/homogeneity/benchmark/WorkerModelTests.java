package org.genoqc.homogeneity.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.genoqc.homogeneity.benchmark.WorkerModel.Batch;
import org.genoqc.homogeneity.benchmark.WorkerModel.Measured;
import org.genoqc.homogeneity.benchmark.WorkerModel.Predicted;
import org.junit.jupiter.api.Test;

class WorkerModelTests {

    private static List<Batch> batches(int number, int simulated) {
        return Collections.nCopies(number, new Batch(simulated, 0));
    }

    @Test
    void equalBatchesKeepAllWorkersBusy() {
        Predicted predicted = new WorkerModel(0, 0.01, 0, 0).predict(batches(16, 100), 8);
        assertThat(predicted.time()).isEqualTo(2, within(1e-9));
        assertThat(predicted.utilisation()).isEqualTo(1, within(1e-9));
    }

    @Test
    void aSingleBatchKeepsOneOfThemBusy() {
        Predicted predicted = new WorkerModel(1, 0.01, 0, 0).predict(batches(1, 100), 72);
        assertThat(predicted.time()).isEqualTo(2, within(1e-9));
        assertThat(predicted.utilisation()).isEqualTo(1.0 / 72, within(1e-9));
        assertThat(predicted.overhead()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void theLastBatchesLeaveWorkersIdle() {
        // three batches of 1 s on two workers
        assertThat(new WorkerModel(0, 0.01, 0, 0).predict(batches(3, 100), 2).time())
                .isEqualTo(2, within(1e-9));
    }

    @Test
    void workersThatWaitForTheLockGainNothing() {
        // 1,000 batches, each half a millisecond under the lock
        assertThat(new WorkerModel(0, 0, 0, 0.001).predict(batches(1000, 1), 72).time())
                .isEqualTo(0.5, within(1e-2));
    }

    @Test
    void theCostsAreFoundFromRunsThatWereMadeByThem() {
        List<Measured> runs = List.of(
                new Measured(batches(1000, 1), 1000 * 0.008 + 1000 * 0.0001, 0.02),
                new Measured(batches(10, 100), 10 * 0.008 + 1000 * 0.0001, 0.0002),
                new Measured(batches(1, 1000), 0.008 + 1000 * 0.0001, 0.00002));
        WorkerModel model = WorkerModel.fit(runs, 0);
        assertThat(model.perBatch()).isEqualTo(0.008, within(1e-12));
        assertThat(model.perSimulated()).isEqualTo(0.0001, within(1e-12));
        assertThat(model.handling()).isEqualTo(0.00002, within(1e-12));
    }
}
