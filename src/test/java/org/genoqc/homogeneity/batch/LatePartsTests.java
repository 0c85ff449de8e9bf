package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.batch.RunningWindow.RunningPart;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.statistics.PreparedProbesets;
import org.genoqc.homogeneity.statistics.TestPlan;
import org.genoqc.homogeneity.statistics.TwoTierTest;
import org.junit.jupiter.api.Test;

class LatePartsTests {

    private static final RunningPart FIRST = part(0);
    private static final RunningPart SECOND = part(1);
    private static final RunningPart THIRD = part(2);

    private static RunningPart part(int batch) {
        TestPlan none = TestPlan.of(0, probeset -> null, TestParameters.DEFAULTS);
        PreparedProbesets probesets = new TwoTierTest(none, TestParameters.DEFAULTS, 0)
                .prepare(new int[0], probeset -> null, probeset -> null);
        return new RunningPart(
                new RunningBatch(batch, 10, Instant.EPOCH, Duration.ZERO), new Windows.Part(batch, 0, 10), probesets);
    }

    @Test
    void oneLateSimulationIsForAllAfterTheLastWindow() {
        LateParts late = new LateParts(4, 100);
        assertThat(late.ended(List.of(THIRD), 30)).isEmpty();
        assertThat(late.ended(List.of(FIRST), 30)).isEmpty();
        assertThat(late.ended(List.of(), 0)).isEmpty();
        assertThat(late.ended(List.of(SECOND), 30)).containsExactly(FIRST, SECOND, THIRD);
        assertThat(late.ended(List.of(), 0)).isEmpty();
    }

    @Test
    void thereAreSeveralWhereMemoryHoldsNoMore() {
        LateParts late = new LateParts(3, 100);
        assertThat(late.ended(List.of(SECOND), 60)).isEmpty();
        assertThat(late.ended(List.of(FIRST), 40)).containsExactly(FIRST, SECOND);
        assertThat(late.ended(List.of(THIRD), 60)).as("the late one is running").isEmpty();
        assertThat(late.ended(List.of(), 0)).as("the late one has ended").containsExactly(THIRD);
        assertThat(late.ended(List.of(), 0)).isEmpty();
    }

    @Test
    void noPartIsLostOrSimulatedTwice() {
        List<RunningPart> parts =
                IntStream.range(0, 50).mapToObj(LatePartsTests::part).toList();
        LateParts late = new LateParts(50, 7);
        List<RunningPart> simulated = new ArrayList<>();
        int running = 0;
        for (RunningPart part : parts) {
            List<RunningPart> further = late.ended(List.of(part), 2);
            running += further.isEmpty() ? 0 : 1;
            simulated.addAll(further);
        }
        for (; running > 0; running--) {
            List<RunningPart> further = late.ended(List.of(), 0);
            running += further.isEmpty() ? 0 : 1;
            simulated.addAll(further);
        }
        assertThat(simulated).containsExactlyInAnyOrderElementsOf(parts);
    }

    @Test
    void thereIsNoneWhereNothingIsLeft() {
        LateParts late = new LateParts(2, 100);
        assertThat(late.ended(List.of(), 0)).isEmpty();
        assertThat(late.ended(List.of(), 0)).isEmpty();
    }
}
