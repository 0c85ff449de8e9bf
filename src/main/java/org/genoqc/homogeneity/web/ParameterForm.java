package org.genoqc.homogeneity.web;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.statistics.Streams;
import org.genoqc.homogeneity.statistics.TestParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The parameters of a job as form fields. */
record ParameterForm(MultiValueMap<String, String> fields) {

    private static final Set<String> KNOWN =
            Set.of("batch_size", "n_simulations", "min_expected_count", "random_seed", "streams");

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern WORD = Pattern.compile("[a-z]+");

    /** A field is missing, unknown, repeated, or its value can't be used. */
    static final class BadParameterException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String parameter;

        BadParameterException(String parameter, String message) {
            super(message);
            this.parameter = parameter;
        }

        String parameter() {
            return parameter;
        }
    }

    /** The parameters; what is not given or empty has its default. */
    JobParameters parse() throws BadParameterException {
        for (String name : new TreeSet<>(fields.keySet())) {
            if (!KNOWN.contains(name)) {
                throw new BadParameterException(
                        name,
                        "there is no parameter " + shortened(name) + "; the parameters are "
                                + String.join(", ", new TreeSet<>(KNOWN)));
            }
        }
        TestParameters defaults = TestParameters.DEFAULTS;
        Integer simulations = value("n_simulations", WHOLE, Integer::valueOf, "a whole number");
        Double minimum = value("min_expected_count", DECIMAL, Double::valueOf, "a number");
        Long seed = value("random_seed", WHOLE, Long::valueOf, "a whole number of at most 64 bits");
        Streams streams = value("streams", WORD, Streams::ofLabel, "shared or independent");
        Integer batchSize = value("batch_size", WHOLE, Integer::valueOf, "a whole number");
        try {
            return new JobParameters(
                    new TestParameters(
                            simulations == null ? defaults.nSimulations() : simulations,
                            minimum == null ? defaults.minExpectedCount() : minimum,
                            seed == null ? defaults.randomSeed() : seed,
                            streams == null ? defaults.streams() : streams),
                    batchSize);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new BadParameterException(message.split(" ", 2)[0], message);
        }
    }

    private <T> @Nullable T value(String name, Pattern syntax, Function<String, T> parser, String expected)
            throws BadParameterException {
        List<String> values = fields.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new BadParameterException(name, name + " is given " + values.size() + " times");
        }
        if (values.isEmpty() || values.getFirst().isBlank()) {
            return null;
        }
        String text = values.getFirst().strip();
        try {
            if (syntax.matcher(text).matches()) {
                return parser.apply(text);
            }
        } catch (IllegalArgumentException e) {
            // a number that is too large, or an unknown word
        }
        throw new BadParameterException(name, name + " must be " + expected + ", not \"" + shortened(text) + "\"");
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
