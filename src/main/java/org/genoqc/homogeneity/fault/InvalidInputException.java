package org.genoqc.homogeneity.fault;

import java.io.IOException;
import java.util.List;

/** The input is rejected as a whole. */
public final class InvalidInputException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The number of faults after which reading stops. */
    public static final int MAX_FAULTS = 100;

    private final String message;
    private final transient List<InputFault> faults;

    public InvalidInputException(List<InputFault> faults) {
        this.message = faults.getFirst().message()
                + (faults.size() > 1
                        ? " (and " + (faults.size() - 1) + (faults.size() == 2 ? " more fault)" : " more faults)")
                        : "");
        this.faults = List.copyOf(faults);
    }

    public InvalidInputException(InputFault fault) {
        this(List.of(fault));
    }

    /** The first fault, and how many more there are. */
    @Override
    public String getMessage() {
        return message;
    }

    /** The faults in the order of the files and lines, at least one, at most {@link #MAX_FAULTS}. */
    public List<InputFault> faults() {
        return faults;
    }
}
