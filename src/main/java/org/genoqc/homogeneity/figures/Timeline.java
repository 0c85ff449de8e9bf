package org.genoqc.homogeneity.figures;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.BatchVerdict;
import org.jspecify.annotations.Nullable;

/** When each probeset batch ran, and where. The longest are kept, and every so manieth of the others. */
final class Timeline {

    static final int MAX_BATCHES = 1000;

    private static final int LONGEST = 200;

    private final List<BatchTiming> all;

    Timeline(List<BatchTiming> timings) {
        this.all = timings.stream()
                .sorted(Comparator.comparing(BatchTiming::started).thenComparingInt(BatchTiming::batch))
                .toList();
    }

    private List<BatchTiming> thinned() {
        if (all.size() <= MAX_BATCHES) {
            return all;
        }
        Set<Integer> kept = new TreeSet<>();
        IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparing((Integer place) -> all.get(place).duration())
                        .reversed())
                .limit(LONGEST)
                .forEach(kept::add);
        int step = Math.ceilDiv(all.size(), MAX_BATCHES - LONGEST);
        for (int place = 0; place < all.size(); place += step) {
            kept.add(place);
        }
        return kept.stream().map(all::get).toList();
    }

    void write(JsonWriter json, @Nullable BatchVerdict verdict) throws IOException {
        List<BatchTiming> shown = thinned();
        Instant start = all.isEmpty() ? Instant.EPOCH : all.getFirst().started();
        json.beginObject();
        json.name("total").number(all.size());
        json.column("batch", shown, timing -> json.number(timing.batch()));
        json.column("worker", shown, timing -> json.number(timing.worker()));
        json.column("start_seconds", shown, timing -> json.number(seconds(Duration.between(start, timing.started()))));
        json.column("duration_seconds", shown, timing -> json.number(seconds(timing.duration())));
        json.column("probesets", shown, timing -> json.number(timing.probesets()));
        json.name("verdict");
        if (verdict == null) {
            json.nothing();
        } else {
            json.beginObject();
            json.name("finding").text(verdict.finding().name());
            json.name("recommendation").text(verdict.recommendation());
            json.endObject();
        }
        json.endObject();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
