package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All inputs of a command, see {@link Input}. */
record Inputs(List<Input> all) implements AutoCloseable {

    Inputs {
        all = List.copyOf(all);
    }

    /** @param arguments files, or {@code -} for one of them */
    static Inputs of(List<String> arguments, Interruption interruption) throws IOException {
        List<Input> inputs = new ArrayList<>();
        try {
            for (String argument : arguments) {
                inputs.add(Input.of(argument, interruption));
            }
            return new Inputs(inputs);
        } catch (IOException | RuntimeException e) {
            new Inputs(inputs).close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        for (Input input : all) {
            input.close();
        }
    }
}
