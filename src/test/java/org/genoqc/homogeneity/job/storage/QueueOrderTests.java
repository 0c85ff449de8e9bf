package org.genoqc.homogeneity.job.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueOrderTests {

    private static final Instant BEGIN = Instant.parse("2026-11-29T00:00:00Z");

    /** The jobs that there are, in the order in which they are queued, and those that ran, in that in which they began. */
    private final List<QueueOrder.Queued> queue = new ArrayList<>();

    private Instant now = BEGIN;

    private void submit(String owner) {
        now = now.plusSeconds(1);
        queue.add(new QueueOrder.Queued(owner, true, QueueOrder.place(queue, owner, now)));
        queue.sort(Comparator.comparing(QueueOrder.Queued::time));
    }

    private void submit(String owner, int jobs) {
        IntStream.range(0, jobs).forEach(job -> submit(owner));
    }

    private String begin() {
        int first = IntStream.range(0, queue.size())
                .filter(job -> queue.get(job).isWaiting())
                .findFirst()
                .orElseThrow();
        QueueOrder.Queued job = queue.get(first);
        queue.set(first, new QueueOrder.Queued(job.owner(), false, job.time()));
        return job.owner();
    }

    private void end(String owner) {
        queue.remove(queue.stream()
                .filter(job -> job.owner().equals(owner) && !job.isWaiting())
                .findFirst()
                .orElseThrow());
    }

    private List<String> owners() {
        return queue.stream().map(QueueOrder.Queued::owner).toList();
    }

    @Test
    void theJobsOfOneOwnerAreRunInTheOrderOfTheirSubmission() {
        submit("a", 5);
        assertThat(queue)
                .extracting(QueueOrder.Queued::time)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 5).mapToObj(BEGIN::plusSeconds).toList());
    }

    @Test
    void ownersTakeTurnsHoweverManyJobsEachHas() {
        submit("a", 1000);
        submit("b", 3);
        submit("c", 2);
        assertThat(owners().subList(0, 10)).containsExactly("a", "b", "c", "a", "b", "c", "a", "b", "a", "a");
    }

    @Test
    void whoHasJobsRunningComesAfterWhoHasNone() {
        submit("a", 5);
        assertThat(List.of(begin(), begin(), begin())).containsOnly("a");
        submit("b", 4);
        assertThat(queue.stream().filter(QueueOrder.Queued::isWaiting).map(QueueOrder.Queued::owner))
                .as("the fourth of a has three before it")
                .containsExactly("b", "b", "b", "a", "b", "a");
        end("a");
        end("a");
        submit("c", 1);
        assertThat(List.of(begin(), begin())).containsExactly("b", "c");
    }

    @Test
    void theFirstJobOfAnOwnerIsPassedByNoneHoweverManyNewOwnersCome() {
        submit("a", 3);
        for (int i = 0; i < 100; i++) {
            submit("new " + i, 1);
            if (i % 2 == 1) {
                end(begin());
            }
        }
        // every second begins a job: those of a by their turn, not after all the new ones
        assertThat(owners()).doesNotContain("a");
    }

    @Test
    void aJobIsNeverPutOffByOneThatWasPutOff() {
        queue.add(new QueueOrder.Queued("b", true, BEGIN.plus(Duration.ofHours(1))));
        submit("a", 1);
        assertThat(queue.getFirst().time()).isEqualTo(now);
    }

    /** Each has as many jobs at a time as it likes, and a job is begun whenever one ends: none has to wait for long. */
    @Test
    void everyJobComesToItsTurn() {
        Random random = new Random(29);
        submit("patient", 1);
        int begun = 0;
        while (owners().contains("patient")) {
            submit("busy " + random.nextInt(20), 1 + random.nextInt(5));
            end(begin());
            begun++;
        }
        assertThat(begun).isOne();
        submit("busy", 50);
        submit("patient", 3);
        begun = 0;
        while (owners().contains("patient")) {
            submit("other " + random.nextInt(5), 1);
            end(begin());
            begun++;
        }
        assertThat(begun).isLessThan(500);
    }
}
