package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchExecutorTests {

    private static final int BOUNDED_WAIT = 600;

    private final List<String> started = Collections.synchronizedList(new ArrayList<>());
    private final List<Gated> gates = new ArrayList<>();
    private final List<BatchExecutor> executors = new ArrayList<>();

    /** Batches that tell when they start and go on when they are allowed to. */
    private final class Gated implements NumberedSlice {
        private final String name;
        private final Semaphore starts = new Semaphore(0);
        private final Semaphore allowed = new Semaphore(0);
        private final Semaphore cancelled = new Semaphore(0);

        Gated(String name) {
            this.name = name;
            gates.add(this);
        }

        @Override
        public void run(int batch, int worker, Duration queueWait, Cancellation cancellation) throws Exception {
            started.add(name + batch);
            starts.release();
            allowed.acquire();
            if (cancellation.isRequested()) {
                cancelled.release();
            }
        }

        void awaitStarts(int n) throws InterruptedException {
            assertThat(starts.tryAcquire(n, BOUNDED_WAIT, TimeUnit.SECONDS))
                    .as("%d batches of %s start", n, name)
                    .isTrue();
        }

        void letGo(int n) {
            allowed.release(n);
        }
    }

    @AfterEach
    void close() {
        gates.forEach(gate -> gate.letGo(1_000_000));
        executors.forEach(BatchExecutor::close);
    }

    private BatchExecutor executor(int workers, int queueCapacity) {
        BatchExecutor executor = new BatchExecutor(workers, queueCapacity);
        executors.add(executor);
        return executor;
    }

    /** By whose time each slice takes one tick, and one for what is between. */
    private BatchExecutor ofOneWorkerByTicks() {
        AtomicLong ticks = new AtomicLong();
        BatchExecutor executor = new BatchExecutor(1, 16, ticks::incrementAndGet);
        executors.add(executor);
        return executor;
    }

    /** How many slices of this name were started before the first of another. */
    private long startedBefore(String last, String name) {
        synchronized (started) {
            return started.subList(0, started.indexOf(last)).stream()
                    .filter(name::equals)
                    .count();
        }
    }

    /** What is done for a slice of this number. */
    @FunctionalInterface
    private interface NumberedSlice {
        void run(int slice, int worker, Duration queueWait, Cancellation cancellation) throws Exception;
    }

    private static BatchRun submit(BatchExecutor executor, int[] numbers, NumberedSlice work) {
        return submit(executor, "one", numbers, work);
    }

    private static BatchRun submit(BatchExecutor executor, String party, int[] numbers, NumberedSlice work) {
        return executor.submit(party, 1, slices(numbers, work));
    }

    private static SliceQueue slices(int[] numbers, NumberedSlice work) {
        List<Slice> slices = IntStream.of(numbers)
                .mapToObj(
                        number -> (Slice) (worker, wait, cancellation) -> work.run(number, worker, wait, cancellation))
                .toList();
        return new SliceQueue(List.of(slices).iterator(), slices.size());
    }

    private static int[] batches(int n) {
        return IntStream.range(0, n).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void runsEveryBatchOnce(int workers) throws Exception {
        AtomicInteger[] runs =
                IntStream.range(0, 1000).mapToObj(i -> new AtomicInteger()).toArray(AtomicInteger[]::new);
        submit(
                        executor(workers, 3),
                        batches(1000),
                        (batch, worker, wait, cancellation) -> runs[batch].incrementAndGet())
                .await();
        assertThat(runs).extracting(AtomicInteger::get).containsOnly(1);
    }

    @Test
    void startsBatchesInTheOrderGiven() throws Exception {
        submit(executor(1, 2), new int[] {7, 3, 5, 0}, (batch, worker, wait, cancellation) -> started.add("" + batch))
                .await();
        assertThat(started).containsExactly("7", "3", "5", "0");
    }

    @Test
    void tellsEveryBatchItsWorkerAndHowLongItWaited() throws Exception {
        Set<Integer> workers = ConcurrentHashMap.newKeySet();
        List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
        submit(executor(3, 4), batches(100), (batch, worker, wait, cancellation) -> {
                    workers.add(worker);
                    waits.add(wait);
                })
                .await();
        assertThat(workers).isNotEmpty().allMatch(worker -> worker >= 1 && worker <= 3);
        assertThat(waits).hasSize(100).noneMatch(Duration::isNegative);
    }

    @Test
    void keepsAllWorkersBusyAndNeverMoreThanThose() throws Exception {
        int workers = 3;
        BatchExecutor executor = executor(workers, 5);
        CyclicBarrier allAtOnce = new CyclicBarrier(workers);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        NumberedSlice work = (batch, worker, wait, cancellation) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            allAtOnce.await(BOUNDED_WAIT, TimeUnit.SECONDS);
            now.decrementAndGet();
        };
        BatchRun one = submit(executor, batches(60), work);
        BatchRun other = submit(executor, batches(60), work);
        one.await();
        other.await();
        assertThat(most).hasValue(workers);
    }

    @Test
    void keepsWhatTheQueueCannotTakeInThePlan() throws Exception {
        BatchExecutor executor = executor(2, 4);
        Gated large = new Gated("large");
        submit(executor, batches(1_000_000), large);
        large.awaitStarts(2);
        submit(executor, batches(1_000_000), new Gated("larger"));
        assertThat(executor.pool().getQueue()).hasSizeBetween(1, 4);
    }

    @Test
    void aSmallRunPassesALargeOneWhoseBatchesAreRunning() throws Exception {
        BatchExecutor executor = executor(2, 16);
        Gated large = new Gated("large");
        Gated small = new Gated("small");
        submit(executor, batches(1000), large);
        large.awaitStarts(2);
        BatchRun smallRun = submit(executor, batches(1), small);
        large.letGo(1);
        small.awaitStarts(1);
        small.letGo(1);
        smallRun.await();
        assertThat(started).hasSizeGreaterThanOrEqualTo(3);
        assertThat(started.subList(0, 3)).containsExactlyInAnyOrder("large0", "large1", "small0");
    }

    @Test
    void aSmallRunPassesALargeOneThatHasRunForLong() throws Exception {
        BatchExecutor executor = executor(2, 16);
        Gated large = new Gated("large");
        Gated small = new Gated("small");
        submit(executor, batches(1000), large);
        large.letGo(100);
        large.awaitStarts(102);
        BatchRun smallRun = submit(executor, batches(1), small);
        large.letGo(2);
        small.awaitStarts(1);
        small.letGo(1);
        smallRun.await();
        assertThat(started.indexOf("small0")).isBetween(102, 103);
    }

    /** Dear batches come first: what a running batch is expected to take, from those before it, is too much. */
    @Test
    void aSmallRunIsNotHeldBackByBatchesThatAreShorterThanThoseBefore() throws Exception {
        BatchExecutor executor = executor(1, 16);
        Gated large = new Gated("large");
        Gated small = new Gated("small");
        submit(executor, batches(1000), (batch, worker, wait, cancellation) -> {
            if (batch == 0) {
                long end = System.nanoTime() + 50_000_000;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
            }
            large.run(batch, worker, wait, cancellation);
        });
        large.letGo(1);
        large.awaitStarts(2);
        submit(executor, batches(1), small);
        large.letGo(1000);
        small.awaitStarts(1);
        assertThat(started.subList(0, 3)).containsExactly("large0", "large1", "small0");
    }

    @Test
    void manySmallRunsPassALargeOneInTheOrderOfTheirSubmission() throws Exception {
        BatchExecutor executor = executor(1, 16);
        Gated large = new Gated("large");
        submit(executor, batches(100), large);
        large.awaitStarts(1);
        List<BatchRun> small = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String name = "small" + i + "-";
            small.add(submit(executor, batches(1), (batch, worker, wait, cancellation) -> started.add(name + batch)));
        }
        large.letGo(1);
        for (BatchRun run : small) {
            run.await();
        }
        assertThat(started.subList(0, 6))
                .containsExactly("large0", "small0-0", "small1-0", "small2-0", "small3-0", "small4-0");
    }

    @Test
    void aLargeRunGoesOnBesideSmallOnes() throws Exception {
        // each slice takes as long as any other, however long it waits to be let go
        BatchExecutor executor = ofOneWorkerByTicks();
        Gated large = new Gated("large");
        submit(executor, batches(3), large);
        large.awaitStarts(1);
        BatchRun small =
                submit(executor, batches(100_000), (batch, worker, wait, cancellation) -> started.add("small" + batch));
        large.letGo(3);
        large.awaitStarts(2);
        small.await();
        assertThat(started.indexOf("large2")).isLessThan(started.indexOf("small99999"));
    }

    @Test
    void aPartyGetsNoMoreOfTheWorkersByHavingMoreRuns() throws Exception {
        BatchExecutor executor = ofOneWorkerByTicks();
        Gated first = new Gated("first");
        submit(executor, "many", batches(1), first);
        first.awaitStarts(1);
        for (int i = 0; i < 20; i++) {
            submit(executor, "many", batches(1000), (batch, worker, wait, cancellation) -> started.add("many"));
        }
        BatchRun few = submit(
                executor, "few", batches(100), (batch, worker, wait, cancellation) -> started.add("few" + batch));
        first.letGo(1);
        few.await();
        assertThat(startedBefore("few99", "many")).isBetween(50L, 150L);
    }

    @Test
    void aRunWithSeveralTurnsIsGivenSoManyTimesTheWorkerTimeOfTheOthersOfItsParty() throws Exception {
        BatchExecutor executor = ofOneWorkerByTicks();
        Gated first = new Gated("first");
        submit(executor, batches(1), first);
        first.awaitStarts(1);
        submit(executor, batches(1000), (batch, worker, wait, cancellation) -> started.add("long"));
        BatchRun shortRun = executor.submit(
                "one", 8, slices(batches(80), (batch, worker, wait, cancellation) -> started.add("short" + batch)));
        first.letGo(1);
        shortRun.await();
        assertThat(startedBefore("short79", "long")).isBetween(8L, 12L);
    }

    @Test
    void theTurnsOfARunAreNoneOfItsParty() throws Exception {
        BatchExecutor executor = ofOneWorkerByTicks();
        Gated first = new Gated("first");
        submit(executor, batches(1), first);
        first.awaitStarts(1);
        submit(executor, "other", batches(1000), (batch, worker, wait, cancellation) -> started.add("other"));
        BatchRun shortRun = executor.submit(
                "short", 8, slices(batches(80), (batch, worker, wait, cancellation) -> started.add("short" + batch)));
        first.letGo(1);
        shortRun.await();
        assertThat(startedBefore("short79", "other")).isBetween(76L, 84L);
    }

    @Test
    void aPartyThatHadLongBeenServedAloneDoesNotWaitForANewOneToCatchUp() throws Exception {
        BatchExecutor executor = ofOneWorkerByTicks();
        Gated old = new Gated("old");
        submit(executor, "old", batches(1000), old);
        old.letGo(500);
        old.awaitStarts(501);
        BatchRun added =
                submit(executor, "new", batches(1000), (batch, worker, wait, cancellation) -> started.add("new"));
        old.letGo(1000);
        added.await();
        assertThat(started.subList(501, 601).stream().filter("new"::equals).count())
                .isBetween(48L, 52L);
    }

    @Test
    void cancellingStopsHandingOutBatchesAndAsksRunningOnesToStop() throws Exception {
        Gated work = new Gated("batch");
        BatchRun run = submit(executor(2, 8), batches(100), work);
        work.awaitStarts(2);
        run.cancel();
        assertThat(run.running()).isEqualTo(2);
        work.letGo(100);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(run::await);
        assertThat(run.running()).isZero();
        assertThat(work.cancelled.availablePermits()).isEqualTo(2);
        assertThat(started).containsExactlyInAnyOrder("batch0", "batch1");
    }

    @Test
    void cancellingAfterTheEndChangesNothing() throws Exception {
        BatchRun run = submit(executor(1, 1), batches(3), (batch, worker, wait, cancellation) -> {});
        run.await();
        run.cancel();
        run.await();
        assertThat(run.running()).isZero();
    }

    @Test
    void aFailingBatchEndsTheRunWithItsCause() {
        BatchRun run = submit(executor(1, 4), batches(100), (batch, worker, wait, cancellation) -> {
            started.add("" + batch);
            if (batch == 2) {
                throw new IOException("the disk is full");
            }
        });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(run::await)
                .havingCause()
                .isInstanceOf(IOException.class)
                .withMessage("the disk is full");
        assertThat(started).containsExactly("0", "1", "2");
    }

    @Test
    void anErrorToo() {
        BatchRun run = submit(executor(2, 4), batches(100), (batch, worker, wait, cancellation) -> {
            throw new StackOverflowError();
        });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(run::await)
                .withCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void theFirstFailureIsTheCauseAndTheOtherBatchesAreAskedToStop() throws Exception {
        Gated first = new Gated("batch");
        Semaphore othersStarted = new Semaphore(0);
        BatchRun run = submit(executor(3, 4), batches(100), (batch, worker, wait, cancellation) -> {
            if (batch == 0) {
                first.run(batch, worker, wait, cancellation);
                throw new IOException("first");
            }
            started.add("batch" + batch);
            othersStarted.release();
            while (!cancellation.isRequested()) {
                Thread.onSpinWait();
            }
            throw new IllegalStateException("later");
        });
        first.awaitStarts(1);
        assertThat(othersStarted.tryAcquire(2, BOUNDED_WAIT, TimeUnit.SECONDS)).isTrue();
        first.letGo(1);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(run::await)
                .havingCause()
                .withMessage("first");
        assertThat(started).hasSize(3);
    }

    @Test
    void worksOnAfterFailuresAndCancellations() throws Exception {
        BatchExecutor executor = executor(2, 4);
        for (int i = 0; i < 50; i++) {
            BatchRun failing = submit(executor, batches(10), (batch, worker, wait, cancellation) -> {
                throw new OutOfMemoryError("not really");
            });
            BatchRun cancelled = submit(executor, batches(1000), (batch, worker, wait, cancellation) -> {
                while (true) {
                    cancellation.throwIfRequested();
                }
            });
            cancelled.cancel();
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(failing::await);
            assertThatExceptionOfType(CancellationException.class).isThrownBy(cancelled::await);
        }
        AtomicInteger done = new AtomicInteger();
        submit(executor, batches(500), (batch, worker, wait, cancellation) -> done.incrementAndGet())
                .await();
        assertThat(done).hasValue(500);
        assertThat(executor.pool().getPoolSize()).isLessThanOrEqualTo(2);
    }

    @Test
    void aFailureOfOneRunDoesNotTouchAnother() throws Exception {
        BatchExecutor executor = executor(1, 4);
        Gated good = new Gated("good");
        BatchRun goodRun = submit(executor, batches(5), good);
        good.awaitStarts(1);
        BatchRun bad = submit(executor, batches(5), (batch, worker, wait, cancellation) -> {
            throw new IllegalStateException("bad");
        });
        good.letGo(5);
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(bad::await);
        goodRun.await();
        assertThat(started).containsExactly("good0", "good1", "good2", "good3", "good4");
    }

    @Test
    void anEmptyRunCompletesAtOnce() throws Exception {
        BatchExecutor executor = executor(1, 1);
        Gated busy = new Gated("busy");
        submit(executor, batches(1), busy);
        busy.awaitStarts(1);
        submit(executor, new int[0], busy).await();
        assertThat(started).containsExactly("busy0");
    }

    @Test
    void closingCancelsWhatRuns() throws Exception {
        BatchExecutor executor = executor(1, 4);
        BatchRun run = submit(executor, batches(1_000_000), (batch, worker, wait, cancellation) -> {
            started.add("" + batch);
            while (!cancellation.isRequested()) {
                Thread.onSpinWait();
            }
        });
        executor.close();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(run::await);
        assertThat(started).hasSizeLessThanOrEqualTo(1);
        assertThat(executor.pool().isTerminated()).isTrue();
    }

    @Test
    void aRunSubmittedAfterClosingIsCancelledRatherThanWaitingForEver() {
        BatchExecutor executor = executor(1, 4);
        executor.close();
        BatchRun run = submit(executor, batches(3), (batch, worker, wait, cancellation) -> started.add("" + batch));
        assertThatExceptionOfType(CancellationException.class).isThrownBy(run::await);
        assertThat(started).isEmpty();
    }

    @Test
    void aRunCancelledWhileItsNextBatchIsChosenHasNoNextBatch() {
        BatchRun run = new BatchRun(
                slices(batches(3), (batch, worker, wait, cancellation) -> {}), 1, System::nanoTime, done -> {});
        run.cancel();
        assertThat(run.start()).isNull();
        assertThat(run.running()).isZero();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(run::await);
    }
}
