package org.genoqc.homogeneity.statistics;

import java.util.Locale;
import java.util.Optional;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.TestParameters;

/**
 * The smallest p-value that simulation can give, 1 / (B + 1).
 *
 * @param simulations B, the most tables that are simulated for a probeset
 * @param adaptive whether simulation may end before
 */
public record PValueFloor(int simulations, boolean adaptive) {

    /** Of the significance level 0.05. */
    private static final long RECIPROCAL = 20;

    public static PValueFloor of(TestParameters parameters) {
        return new PValueFloor(parameters.mostSimulations(), parameters.adaptive());
    }

    /**
     * What to say where the floor is above 0.05 / tested, Bonferroni's threshold: no single simulated p-value can be
     * significant then once it is corrected for the number of tests.
     *
     * @param tested the probesets that are tested
     * @param monteCarlo those of them whose p-value is simulated
     */
    public Optional<String> warning(int tested, int monteCarlo) {
        long enough = RECIPROCAL * tested - 1;
        if (monteCarlo == 0 || simulations >= enough) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "simulated p-values are at least 1/(%d + 1) = %.2g, above 0.05/%d = %.2g: none by itself can stay"
                        + " significant when corrected for the number of tests; use %s",
                simulations,
                1 / (simulations + 1.0),
                tested,
                1.0 / (RECIPROCAL * tested),
                remedy(enough)));
    }

    private String remedy(long enough) {
        String larger = Parameter.MAX_SIMULATIONS + "=" + enough;
        if (adaptive) {
            return larger;
        }
        String adaptively = Parameter.ADAPTIVE + "=true";
        return TestParameters.DEFAULTS.maxSimulations() >= enough ? adaptively : adaptively + " and " + larger;
    }
}
