package org.genoqc.homogeneity.job.running;

import java.util.OptionalLong;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.parameters.TestParameters;

/** How much a job may have simulated: whether it is small enough for a place that is kept for such jobs, or too large. */
final class JobSize {

    /**
     * The rows of tables that are simulated at most: those of the input, each as often as its probeset may be simulated. A core
     * simulates some 10^8 in a second, so that a small job takes it two minutes at most, and mostly far less.
     */
    static final long MAX_SIMULATED_ROWS = 10_000_000_000L;

    private JobSize() {}

    /**
     * Whether a job is small.
     *
     * @param rows of the input at most; where nothing was known of them when the job was accepted, it is no small job
     */
    static boolean isSmall(OptionalLong rows, TestParameters parameters) {
        return rows.isPresent() && rows.getAsLong() <= MAX_SIMULATED_ROWS / parameters.mostSimulations();
    }

    /**
     * Does nothing if a job may have so many tables simulated as its probesets might need.
     *
     * @throws InvalidInputException if these are more than a job may
     */
    static void requireWithin(long most, int probesets, TestParameters parameters) throws InvalidInputException {
        // a product of two int
        long tables = (long) probesets * parameters.mostSimulations();
        if (tables > most) {
            throw new InvalidInputException(InputFault.at(
                    1,
                    null,
                    String.valueOf(tables),
                    InputFault.Code.TOO_LARGE,
                    "a job may have at most " + most + " tables simulated, its probesets times "
                            + (parameters.adaptive() ? "max_simulations" : "n_simulations")));
        }
    }
}
