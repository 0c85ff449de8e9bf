package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.PreparedProbesets;
import org.jspecify.annotations.Nullable;

/** What comes before the simulation of a window: its parts are prepared, by a slice each. */
final class Preparation {

    private final Host host;
    private final List<Windows.Part> parts;
    private final RunningWindow.@Nullable RunningPart[] prepared;
    private final AtomicInteger slicesLeft;

    /** The run that it is of. */
    interface Host {

        Progress progress();

        /** The batch of this number, which starts if it has not yet. */
        RunningBatch batch(int number, Duration queueWait);

        PreparedProbesets prepare(Windows.Part part);

        /** All parts are prepared. */
        void prepared(List<RunningWindow.RunningPart> parts, int worker) throws Exception;

        /** A slice of a batch failed. */
        void failed(RunningBatch batch, Exception cause);
    }

    Preparation(Host host, List<Windows.Part> parts) {
        this.host = host;
        this.parts = parts;
        this.prepared = new RunningWindow.RunningPart[parts.size()];
        this.slicesLeft = new AtomicInteger(parts.size());
    }

    List<Slice> slices() {
        return IntStream.range(0, parts.size())
                .mapToObj(i -> (Slice) (worker, wait, cancellation) -> prepare(i, worker, wait))
                .toList();
    }

    private void prepare(int i, int worker, Duration queueWait) throws Exception {
        Windows.Part part = parts.get(i);
        RunningBatch batch = host.batch(part.batch(), queueWait);
        try {
            long start = System.nanoTime();
            PreparedProbesets probesets = host.prepare(part);
            batch.ran(worker, (double) (System.nanoTime() - start));
            for (Method method : Method.values()) {
                host.progress().probesetsCompleted(method, probesets.settled(method));
            }
            prepared[i] = new RunningWindow.RunningPart(batch, part, probesets);
        } catch (Exception e) {
            host.failed(batch, e);
            throw e;
        }
        if (slicesLeft.decrementAndGet() == 0) {
            host.prepared(Arrays.stream(prepared).map(Objects::requireNonNull).toList(), worker);
        }
    }
}
