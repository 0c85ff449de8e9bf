package org.genoqc.homogeneity.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.genoqc.homogeneity.job.StreamPlaces;
import org.springframework.stereotype.Component;

/** The streams by which clients follow jobs, of this process. */
@Component
class StreamGauges {

    StreamGauges(StreamPlaces places, MeterRegistry registry) {
        Gauge.builder(Names.STREAMS, places, StreamPlaces::taken)
                .description("Streams of progress that are open")
                .register(registry);
        Gauge.builder(Names.STREAMS_CAPACITY, places, StreamPlaces::all)
                .description("Streams of progress that may be open; further ones are refused")
                .register(registry);
    }
}
