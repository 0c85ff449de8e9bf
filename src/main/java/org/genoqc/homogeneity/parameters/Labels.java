package org.genoqc.homogeneity.parameters;

import java.util.Arrays;
import java.util.function.Function;

/** Values that are given as words. */
final class Labels {

    private Labels() {}

    /**
     * The value that is called so.
     *
     * @throws ParameterException if there is none, with the name of the parameter and its rule
     */
    static <E> E find(E[] values, Function<E, String> label, String text, String parameter, String rule) {
        return Arrays.stream(values)
                .filter(value -> label.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new ParameterException(parameter, text, rule));
    }
}
