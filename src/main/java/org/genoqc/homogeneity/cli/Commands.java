package org.genoqc.homogeneity.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;

/** Creates the commands; some of them need the interruption. */
record Commands(Interruption interruption) implements IFactory {

    private static final List<Class<?>> ALL = List.of(
            TestCommand.class,
            ImportCommand.class,
            CompareCommand.class,
            ServeCommand.class,
            SubmitCommand.class,
            StatusCommand.class,
            ProgressCommand.class,
            ResultCommand.class,
            ReportCommand.class,
            CancelCommand.class,
            ListCommand.class,
            KeyCommand.class,
            GenerateCommand.class,
            GenerateCompletion.class,
            HelpCommand.class);
    /** Those that describe all others. */
    private static final List<Class<?>> OF_OTHERS = List.of(GenerateCompletion.class, HelpCommand.class);

    /** The command that is called alone, since reading the options of all takes time; or all of them. */
    static List<Class<?>> neededFor(String[] args) {
        List<Class<?>> called = new ArrayList<>(ALL);
        called.removeIf(type -> OF_OTHERS.contains(type)
                || args.length == 0
                || !type.getAnnotation(Command.class).name().equals(args[0]));
        return called.isEmpty() ? ALL : called;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == TestCommand.class) {
            return type.cast(new TestCommand(interruption));
        }
        if (type == ImportCommand.class) {
            return type.cast(new ImportCommand(interruption));
        }
        if (type == SubmitCommand.class) {
            return type.cast(new SubmitCommand(interruption));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
