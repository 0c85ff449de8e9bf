package org.genoqc.homogeneity.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands that need to know of interruption. */
record Commands(Interruption interruption) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == TestCommand.class) {
            return type.cast(new TestCommand(interruption));
        }
        if (type == SubmitCommand.class) {
            return type.cast(new SubmitCommand(interruption));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
