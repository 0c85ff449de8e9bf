package org.genoqc.homogeneity.metrics;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A meter for each value of a tag, all registered beforehand: what has not happened yet is 0 rather than missing. */
final class PerValue<V, M> {

    private final Map<V, M> meters;

    PerValue(Collection<V> values, Function<V, M> register) {
        meters = values.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), register));
    }

    M of(V value) {
        return Objects.requireNonNull(meters.get(value), "not one of the values");
    }
}
