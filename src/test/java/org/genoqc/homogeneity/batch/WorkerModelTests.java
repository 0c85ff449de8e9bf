package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.junit.jupiter.api.Test;

class WorkerModelTests {

    @Test
    void oneWorkerIsBusyAllTheTime() throws Exception {
        WorkerModel.Predicted predicted = WorkerModel.predict(WorkerModel.array(1000), TestParameters.DEFAULTS, 1);
        assertThat(predicted.efficiency(1)).isEqualTo(1, within(0.01));
    }

    @Test
    void theRealPlanKeepsManyWorkersBusy() throws Exception {
        ProbesetCounts counts = WorkerModel.array(7200);
        TestParameters parameters = TestParameters.DEFAULTS.withSimulations(200_000);
        assertThat(WorkerModel.predict(counts, parameters, 2).efficiency(2)).isBetween(0.95, 1.0);
        assertThat(WorkerModel.predict(counts, parameters, 72).efficiency(72)).isBetween(0.85, 1.0);
    }
}
