package org.genoqc.homogeneity.web;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.springframework.util.MultiValueMap;

/** The parameters of a job as form fields. */
record ParameterForm(MultiValueMap<String, String> fields) {

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
        Map<String, String> texts = texts();
        try {
            return new JobParameters(
                    TestParameters.of(texts),
                    Parameter.BATCH_SIZE.givenIn(texts).orElse(null),
                    Parameter.FORMAT.givenIn(texts).orElse(InputFormat.AUTO),
                    Parameter.BEST_PROBESETS_ONLY.givenIn(texts).orElse(false),
                    Parameter.ENGINE.givenIn(texts).orElse(null));
        } catch (ParameterException e) {
            throw new BadParameterException(e.parameter(), e.getMessage());
        }
    }

    /**
     * Refuses what has no effect on an upload.
     *
     * @param hasChromosomes whether it is known to say which probesets are on X, Y and MT
     */
    void check(boolean hasChromosomes) throws BadParameterException {
        String name = Parameter.SEX_CHROMOSOMES.name();
        if (!hasChromosomes && texts().containsKey(name) && !texts().get(name).isBlank()) {
            throw new BadParameterException(name, name + " has no effect without annotation, or format=gcount or frqx");
        }
    }

    /** Whether no job is wanted. */
    boolean isValidateOnly() throws BadParameterException {
        try {
            return Parameter.VALIDATE_ONLY.givenIn(texts()).orElse(false);
        } catch (ParameterException e) {
            throw new BadParameterException(e.parameter(), e.getMessage());
        }
    }

    private static Stream<Parameter<?>> known() {
        return Stream.concat(Parameter.OF_JOBS.stream(), Stream.of(Parameter.ENGINE, Parameter.VALIDATE_ONLY));
    }

    /** The value of each field, all of them known and given once. */
    private Map<String, String> texts() throws BadParameterException {
        Map<String, String> texts = new HashMap<>();
        for (String name : new TreeSet<>(fields.keySet())) {
            if (known().noneMatch(parameter -> parameter.name().equals(name))) {
                throw new BadParameterException(
                        name, "there is no parameter " + Parameter.shortened(name) + "; the parameters are " + names());
            }
            List<String> values = fields.getOrDefault(name, List.of());
            if (values.size() > 1) {
                throw new BadParameterException(name, name + " is given " + values.size() + " times");
            }
            values.forEach(value -> texts.put(name, value));
        }
        return texts;
    }

    private static String names() {
        return known().map(Parameter::name).sorted().collect(joining(", "));
    }
}
