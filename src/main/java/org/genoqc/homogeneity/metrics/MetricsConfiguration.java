package org.genoqc.homogeneity.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the metrics of others that lack a description. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "http.server.requests", "Time to answer requests",
            "http.server.requests.active", "Requests being answered");

    @Bean
    MeterFilter descriptions() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                String description = DESCRIPTIONS.get(id.getName());
                return description == null
                        ? id
                        : new Meter.Id(
                                id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), description, id.getType());
            }
        };
    }
}
