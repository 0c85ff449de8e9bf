package org.genoqc.homogeneity.job.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.genoqc.homogeneity.analysis.LoadedDataSet;
import org.genoqc.homogeneity.analysis.PlannedDataSet;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.storage.ClaimStore;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@OneAtATime
@ExtendWith(OutputCaptureExtension.class)
class ClaimKeeperTests {

    @TempDir
    private Path dataDir;

    private JobRooms rooms;
    private ClaimKeeper keeper;
    private ClaimStore claims;
    private UUID id;
    private RunningJobs.Running running;

    @BeforeEach
    void claim() throws IOException {
        rooms = new JobRooms(dataDir);
        keeper = rooms.get(ClaimKeeper.class);
        claims = rooms.get(ClaimStore.class);
        id = rooms.waiting(clean(), JobParameters.DEFAULTS);
        running = rooms.get(RunningJobs.class)
                .begin(claims.claim(id).orElseThrow().claim());
    }

    @AfterEach
    void close() {
        rooms.close();
    }

    private static Path clean() {
        return TestData.resource("malformed/clean/base.tsv");
    }

    @Test
    void aJobThatIsStillOursGoesOn() {
        keeper.keep();
        assertThat(running.isRequested()).isFalse();
        assertThat(running.isCancelled()).isFalse();
    }

    @Test
    void aJobThatWasCancelledInAnotherReplicaIsStoppedForGood() {
        rooms.get(JobStore.class).cancel(id);
        keeper.keep();
        assertThat(running.isRequested()).isTrue();
        assertThat(running.isCancelled()).isTrue();
    }

    @Test
    void aJobThatWasTakenOverIsGivenUpAndThatIsLoggedOnce(CapturedOutput output) {
        claims.claim(id);
        keeper.keep();
        keeper.keep();
        assertThat(running.isRequested()).isTrue();
        assertThat(running.isCancelled()).isFalse();
        assertThat(output.toString().split("is run by another process by now", -1))
                .hasSize(2);
    }

    @Test
    void progressIsStoredOnceItIsKnown() throws IOException {
        keeper.keep();
        assertThat(rooms.job(id).progress()).isEqualTo(Progress.Snapshot.NONE);
        try (HeapBudget.Share share = rooms.get(HeapBudget.class).share()) {
            LoadedDataSet loaded = LoadedDataSet.read(InputFiles.of(clean()), share, Cancellation.NEVER);
            PlannedDataSet planned =
                    loaded.plan(TestParameters.DEFAULTS, loaded.batchSize(1), BatchListener.NONE, Clock.systemUTC());
            running.attach(planned.run());
            keeper.keep();
        }
        assertThat(rooms.job(id).progress()).isEqualTo(new Progress.Snapshot(3, 0, 0, 0, 3, 0, 0));
    }

    @Test
    void aDatabaseThatCannotBeReachedStopsNothingAndIsLoggedOnce(CapturedOutput output) {
        rooms.get(JdbcClient.class).sql("drop all objects").update();
        keeper.keep();
        keeper.keep();
        assertThat(running.isRequested()).isFalse();
        assertThat(output.toString().split("the database can't be reached", -1)).hasSize(2);
    }
}
