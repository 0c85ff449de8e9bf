package org.genoqc.homogeneity.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.genoqc.homogeneity.parameters.TestParameters;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Parameters as options of a command, which follow from how the parameters are declared. */
record ParameterOptions(CommandSpec command, List<Parameter<?>> parameters) {

    ParameterOptions {
        parameters = List.copyOf(parameters);
    }

    /** Gives a command options for the parameters of a job, and more. */
    static ParameterOptions addTo(CommandSpec command, Parameter<?>... more) {
        return of(
                command,
                Stream.concat(Parameter.OF_JOBS.stream(), Stream.of(more)).toList());
    }

    /** Gives a command options for these parameters. */
    static ParameterOptions of(CommandSpec command, List<Parameter<?>> parameters) {
        parameters.forEach(parameter -> command.addOption(option(parameter)));
        return new ParameterOptions(command, parameters);
    }

    private static OptionSpec option(Parameter<?> parameter) {
        // picocli is not told the default: what was not given must not be sent, since it may not fit what was
        String shownDefault =
                parameter.defaultText().map(text -> " (" + text + ").").orElse(".");
        // to picocli a description is a format
        String description = (parameter.description() + shownDefault).replace("%", "%%");
        OptionSpec.Builder option = OptionSpec.builder(name(parameter.name())).description(description);
        return parameter.isFlag()
                ? option.type(Boolean.class).negatable(true).build()
                : option.type(String.class).paramLabel(parameter.placeholder()).build();
    }

    private static String name(String parameter) {
        return "--" + parameter.replace('_', '-');
    }

    /**
     * Makes something of the values, which are texts by the names of the parameters.
     *
     * @throws CommandLine.ParameterException if one can't be used
     */
    <T> T read(Function<Map<String, String>, T> reader) {
        return checked(command, () -> reader.apply(values()));
    }

    /** @throws CommandLine.ParameterException if a value can't be used, whether or not it will be */
    void check() {
        read(values -> {
            parameters.forEach(parameter -> parameter.givenIn(values));
            return values;
        });
    }

    /** The values as the service knows them, all of them checked. */
    Map<String, String> formFields() {
        check();
        return read(values -> {
            TestParameters.of(values);
            return values;
        });
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter<?> parameter : parameters) {
            Object value = command.findOption(name(parameter.name())).getValue();
            if (value != null) {
                values.put(parameter.name(), value.toString());
            }
        }
        return values;
    }

    /**
     * Makes something of the values of options.
     *
     * @throws CommandLine.ParameterException if a parameter is refused, in words of its option
     */
    static <T> T checked(CommandSpec command, Supplier<T> make) {
        try {
            return make.get();
        } catch (ParameterException e) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), name(e.parameter()) + " " + e.complaint(), e);
        }
    }
}
