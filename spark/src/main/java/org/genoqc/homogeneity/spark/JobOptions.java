package org.genoqc.homogeneity.spark;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.jspecify.annotations.Nullable;

/**
 * What the job is started with: {@code INPUT... --output DIR}, and options named as those of the command {@code test}.
 *
 * @param inputs files, folders or patterns, at least one
 * @param output the folder for what is written
 * @param names a file that says what the inputs are called by their sender; null where they are called as they are
 * @param values of parameters, by their names
 */
record JobOptions(
        List<String> inputs,
        String output,
        @Nullable String manifest,
        @Nullable String annotation,
        @Nullable String names,
        Map<String, String> values) {

    static final String USAGE = "SparkAnalysis INPUT... --output DIR [options of the command test]";

    private static final Set<String> FILES = Set.of("--output", "--manifest", "--annotation", "--names");

    JobOptions {
        inputs = List.copyOf(inputs);
        values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException if something can't be used, with a sentence */
    static JobOptions of(String... arguments) {
        List<String> inputs = new ArrayList<>();
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--")) {
                inputs.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            Parameter<?> flag = flag(option);
            String value;
            if (equals >= 0) {
                value = argument.substring(equals + 1);
            } else if (flag != null) {
                boolean isSaid =
                        i + 1 < arguments.length && Set.of("true", "false").contains(arguments[i + 1]);
                value = isSaid ? arguments[++i] : Boolean.toString(!option.startsWith("--no-"));
            } else if (i + 1 < arguments.length) {
                value = arguments[++i];
            } else {
                throw new IllegalArgumentException(option + " needs a value");
            }
            if (FILES.contains(option)) {
                files.put(option, value);
            } else {
                values.put(flag == null ? parameter(option).name() : flag.name(), value);
            }
        }
        String output = files.get("--output");
        if (inputs.isEmpty() || output == null) {
            throw new IllegalArgumentException("usage: " + USAGE);
        }
        JobOptions options = new JobOptions(
                inputs, output, files.get("--manifest"), files.get("--annotation"), files.get("--names"), values);
        options.check();
        return options;
    }

    private static @Nullable Parameter<?> flag(String option) {
        String name = option.startsWith("--no-") ? "--" + option.substring("--no-".length()) : option;
        for (Parameter<?> parameter : Parameter.OF_JOBS) {
            if (parameter.isFlag() && option(parameter).equals(name)) {
                return parameter;
            }
        }
        return null;
    }

    private static Parameter<?> parameter(String option) {
        for (Parameter<?> parameter : Parameter.OF_JOBS) {
            if (option(parameter).equals(option)) {
                return parameter;
            }
        }
        throw new IllegalArgumentException(option + " is no option");
    }

    private static String option(Parameter<?> parameter) {
        return "--" + parameter.name().replace('_', '-');
    }

    private void check() {
        try {
            Parameter.OF_JOBS.forEach(parameter -> parameter.givenIn(values));
            parameters();
        } catch (ParameterException e) {
            throw new IllegalArgumentException("--" + e.parameter().replace('_', '-') + " " + e.complaint(), e);
        }
        if (new HashSet<>(inputs).size() < inputs.size()) {
            throw new IllegalArgumentException("an input is named twice");
        }
    }

    TestParameters parameters() {
        return TestParameters.of(values);
    }

    /** Null to have it chosen. */
    @Nullable
    Integer batchSize() {
        return Parameter.BATCH_SIZE.givenIn(values).orElse(null);
    }

    InputFormat format() {
        return Parameter.FORMAT.givenIn(values).orElse(InputFormat.AUTO);
    }

    boolean bestProbesetsOnly() {
        return Parameter.BEST_PROBESETS_ONLY.givenIn(values).orElse(false);
    }
}
