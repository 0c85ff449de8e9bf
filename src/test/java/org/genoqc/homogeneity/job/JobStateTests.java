package org.genoqc.homogeneity.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.job.JobState.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JobStateTests {

    private static final JobError ERROR = new JobError("line 2: no", List.of());
    private static final JobState.ResultFile RESULT = new JobState.ResultFile(1, "ab".repeat(32));

    /** The whole table: what may follow a state; everything else may not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QUEUED         | INITIALIZING CANCELED",
                "INITIALIZING   | QUEUED INITIALIZING RUNNING CANCELING EXECUTOR_ERROR SYSTEM_ERROR",
                "RUNNING        | QUEUED INITIALIZING CANCELING COMPLETE EXECUTOR_ERROR SYSTEM_ERROR",
                "CANCELING      | CANCELED EXECUTOR_ERROR SYSTEM_ERROR",
                "COMPLETE       | ''",
                "CANCELED       | ''",
                "EXECUTOR_ERROR | ''",
                "SYSTEM_ERROR   | ''"
            })
    void aStateIsFollowedByTheseAndNoOthers(Name state, String followers) {
        assertThat(Arrays.stream(Name.values())
                        .filter(state::mayBecome)
                        .map(Name::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(followers);
    }

    @Test
    void theFinalStatesAreThoseThatNothingFollows() {
        assertThat(Name.ended())
                .isEqualTo(EnumSet.of(Name.COMPLETE, Name.CANCELED, Name.EXECUTOR_ERROR, Name.SYSTEM_ERROR));
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED, CANCELED",
        "INITIALIZING, CANCELING",
        "RUNNING, CANCELING",
        "CANCELING,",
        "COMPLETE,",
        "CANCELED,",
        "EXECUTOR_ERROR,",
        "SYSTEM_ERROR,"
    })
    void aCancelledJobEndsIfItWaitsAndIsStoppedIfItRuns(Name state, Name then) {
        assertThat(state.whenCancelled().orElse(null)).isEqualTo(then);
        state.whenCancelled()
                .ifPresent(next -> assertThat(state.mayBecome(next)).isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void aLiveStateIsNotFinal(Name name) {
        if (name.isEnded()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new JobState.Live(name))
                    .withMessageContaining(name.name());
        } else {
            assertThat(new JobState.Live(name).isEnded()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailedJobIsInOneOfTheTwoStatesOfFailure(Name name) {
        if (name == Name.EXECUTOR_ERROR || name == Name.SYSTEM_ERROR) {
            assertThat(new JobState.Failed(name, ERROR).isEnded()).isTrue();
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new JobState.Failed(name, ERROR))
                    .withMessageContaining(name.name());
        }
    }

    private static Job job(Name name) {
        JobState state = switch (name) {
            case QUEUED, INITIALIZING, RUNNING, CANCELING -> new JobState.Live(name);
            case COMPLETE -> new JobState.Complete(RESULT);
            case CANCELED -> new JobState.Canceled();
            case EXECUTOR_ERROR, SYSTEM_ERROR -> new JobState.Failed(name, ERROR);
        };
        return new Job(
                UUID.randomUUID(),
                1,
                Job.ANONYMOUS,
                state,
                new Job.Input("a.tsv", 1, "ab".repeat(32), 1),
                JobParameters.DEFAULTS,
                new Job.Times(Instant.EPOCH, null, null),
                null,
                Progress.Snapshot.NONE,
                Job.Execution.LOCAL,
                List.of());
    }

    @ParameterizedTest
    @EnumSource
    void aChangeThatIsNotAllowedIsRefusedAndNamesTheCurrentState(Name from) {
        for (Name to : Name.values()) {
            Job job = job(to);
            if (from.mayBecome(to)) {
                assertThat(new StateChange(from, job).to()).isEqualTo(to);
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new StateChange(from, job))
                        .withMessage("job " + job.id() + " is " + from + " and can't become " + to);
            }
        }
    }
}
