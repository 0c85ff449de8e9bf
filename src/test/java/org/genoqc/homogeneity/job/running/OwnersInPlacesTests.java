package org.genoqc.homogeneity.job.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.genoqc.homogeneity.parameters.Engine;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnersInPlacesTests {

    @TempDir
    private Path dataDir;

    private final List<String> ran = new ArrayList<>();

    private static UUID jobOf(JobRooms rooms, String owner) {
        UUID id = UUID.randomUUID();
        rooms.get(JobStore.class)
                .insert(
                        id,
                        owner,
                        new Job.Input("a.tsv", 1, "0".repeat(64), 1),
                        new JobParameters(TestParameters.DEFAULTS, null),
                        Engine.LOCAL);
        return id;
    }

    @Test
    void oneOfThreePlacesIsLeftToOthers() {
        try (JobRooms rooms = new JobRooms(dataDir, "homogeneity.jobs.concurrent=3")) {
            OwnersInPlaces places = rooms.get(OwnersInPlaces.class);
            UUID third = jobOf(rooms, "one");
            places.run(
                    jobOf(rooms, "one"),
                    () -> places.run(jobOf(rooms, "one"), () -> {
                        assertThatExceptionOfType(JobRunner.TryAgainException.class)
                                .isThrownBy(() -> places.run(third, () -> ran.add("third of one")))
                                .withMessageContaining("2 jobs of its owner run")
                                .satisfies(again -> assertThat(again.after()).isPositive());
                        places.run(jobOf(rooms, "other"), () -> ran.add("other"));
                    }));
            places.run(third, () -> ran.add("third of one, later"));
            assertThat(ran).containsExactly("other", "third of one, later");
        }
    }

    @Test
    void aPlaceIsFreeAgainHoweverItsJobEnds() {
        try (JobRooms rooms = new JobRooms(dataDir, "homogeneity.jobs.concurrent=2")) {
            OwnersInPlaces places = rooms.get(OwnersInPlaces.class);
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> places.run(jobOf(rooms, "one"), () -> {
                        throw new IllegalStateException("failed");
                    }));
            places.run(jobOf(rooms, "one"), () -> ran.add("next"));
            assertThat(ran).containsExactly("next");
        }
    }

    @Test
    void whereNobodyHasANameAndWhereThereIsOnePlaceAllPlacesAreTaken() {
        try (JobRooms rooms = new JobRooms(dataDir, "homogeneity.jobs.concurrent=2")) {
            OwnersInPlaces places = rooms.get(OwnersInPlaces.class);
            places.run(
                    jobOf(rooms, Job.ANONYMOUS),
                    () -> places.run(jobOf(rooms, Job.ANONYMOUS), () -> ran.add("second anonymous")));
        }
        try (JobRooms rooms = new JobRooms(dataDir.resolve("one"), "homogeneity.jobs.concurrent=1")) {
            rooms.get(OwnersInPlaces.class).run(jobOf(rooms, "one"), () -> ran.add("only one"));
        }
        assertThat(ran).containsExactly("second anonymous", "only one");
    }
}
