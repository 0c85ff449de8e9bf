package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** The faults of several files, up to {@link InvalidInputException#MAX_FAULTS}. Not thread-safe. */
final class Faults {

    private final List<InputFault> all = new ArrayList<>();

    /** Something that looks at a file, and may find faults. */
    @FunctionalInterface
    interface Look {
        void at() throws IOException;
    }

    /** Takes the faults that are found in a file, unless there are enough. */
    void collect(@Nullable String file, Look look) throws IOException {
        if (areEnough()) {
            return;
        }
        try {
            look.at();
        } catch (InvalidInputException e) {
            e.faults().forEach(fault -> add(fault.in(file)));
        }
    }

    void add(InputFault fault) {
        if (!areEnough()) {
            all.add(fault);
        }
    }

    boolean areEnough() {
        return all.size() >= InvalidInputException.MAX_FAULTS;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** @throws InvalidInputException if there are faults */
    void throwIfAny() throws InvalidInputException {
        if (!all.isEmpty()) {
            throw new InvalidInputException(all);
        }
    }
}
