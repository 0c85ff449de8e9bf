package org.genoqc.homogeneity.parameters;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What can be chosen of the two-tier test. Results depend on these and the data alone.
 *
 * @param nSimulations B, the number of simulated tables of a Monte Carlo test that is not adaptive;
 *     {@link Parameter#N_SIMULATIONS}
 * @param minExpectedCount every expected count must be at least this for the standard test;
 *     {@link Parameter#MIN_EXPECTED_COUNT}
 * @param randomSeed any long; the same seed and data give the same result
 * @param streams where the random numbers come from
 * @param adaptive whether the simulation of a probeset ends with its {@code exceedances}-th exceedance
 * @param exceedances h, where adaptive; {@link Parameter#EXCEEDANCES}
 * @param maxSimulations the most simulated tables of a probeset, where adaptive; {@link Parameter#MAX_SIMULATIONS}
 * @param confirm whether small p-values of the standard test are confirmed by simulation; {@link Parameter#CONFIRM}
 * @param analysis how much is found out about each probeset
 * @param findingsAlpha up to which exact p-value a genotyping batch against the rest is a finding, if the analysis is full;
 *     {@link Parameter#FINDINGS_ALPHA}
 * @param sexChromosomes what becomes of the probesets that an annotation has on X, on Y or in the mitochondria
 */
public record TestParameters(
        int nSimulations,
        double minExpectedCount,
        long randomSeed,
        Streams streams,
        boolean adaptive,
        int exceedances,
        int maxSimulations,
        boolean confirm,
        Analysis analysis,
        double findingsAlpha,
        SexChromosomes sexChromosomes)
        implements Serializable {

    /**
     * 10,000 simulations, expected counts of at least 5 (Cochran 1954), seed 42, shared streams, not adaptive, nothing
     * confirmed, full analysis with findings up to 1e-4, sex chromosomes tested.
     */
    public static final TestParameters DEFAULTS = of(Map.of());

    /** @throws ParameterException if a value is out of range, or if adaptive with more exceedances than simulations */
    public TestParameters {
        Parameter.N_SIMULATIONS.check(nSimulations);
        Parameter.MIN_EXPECTED_COUNT.check(minExpectedCount);
        Parameter.EXCEEDANCES.check(exceedances);
        Parameter.MAX_SIMULATIONS.check(maxSimulations);
        Parameter.FINDINGS_ALPHA.check(findingsAlpha);
        if (adaptive && exceedances > maxSimulations) {
            throw new ParameterException(
                    Parameter.EXCEEDANCES.name(), exceedances, "at most max_simulations (" + maxSimulations + ")");
        }
    }

    /**
     * The parameters as given in texts.
     *
     * @param texts by the names of the parameters; what is not there or blank has its default
     * @throws ParameterException if one can't be used, or would have no effect beside the others
     */
    public static TestParameters of(Map<String, String> texts) {
        boolean adaptive = Parameter.ADAPTIVE.in(texts);
        if (adaptive) {
            requireAbsent(Parameter.N_SIMULATIONS, texts, "with adaptive=true, which has max_simulations");
        } else {
            requireAbsent(Parameter.EXCEEDANCES, texts, "without adaptive=true");
            requireAbsent(Parameter.MAX_SIMULATIONS, texts, "without adaptive=true");
        }
        Analysis analysis = Parameter.ANALYSIS.in(texts);
        if (analysis == Analysis.BASIC) {
            requireAbsent(Parameter.FINDINGS_ALPHA, texts, "with analysis=basic");
        }
        return new TestParameters(
                Parameter.N_SIMULATIONS.in(texts),
                Parameter.MIN_EXPECTED_COUNT.in(texts),
                Parameter.RANDOM_SEED.in(texts),
                Parameter.STREAMS.in(texts),
                adaptive,
                Parameter.EXCEEDANCES.in(texts),
                Parameter.MAX_SIMULATIONS.in(texts),
                Parameter.CONFIRM.givenIn(texts).orElse(adaptive),
                analysis,
                Parameter.FINDINGS_ALPHA.in(texts),
                Parameter.SEX_CHROMOSOMES.in(texts));
    }

    private static void requireAbsent(Parameter<?> parameter, Map<String, String> texts, String where) {
        parameter.givenIn(texts).ifPresent(value -> {
            throw ParameterException.ineffective(parameter, value, where);
        });
    }

    /** The values of those that have an effect beside the others, by the names of the parameters, in their order. */
    public Map<String, String> effective() {
        Map<String, String> values = new LinkedHashMap<>();
        if (!adaptive) {
            values.put(Parameter.N_SIMULATIONS.name(), String.valueOf(nSimulations));
        }
        values.put(Parameter.MIN_EXPECTED_COUNT.name(), String.valueOf(minExpectedCount));
        values.put(Parameter.RANDOM_SEED.name(), String.valueOf(randomSeed));
        values.put(Parameter.STREAMS.name(), streams.label());
        values.put(Parameter.ADAPTIVE.name(), String.valueOf(adaptive));
        if (adaptive) {
            values.put(Parameter.EXCEEDANCES.name(), String.valueOf(exceedances));
            values.put(Parameter.MAX_SIMULATIONS.name(), String.valueOf(maxSimulations));
        }
        values.put(Parameter.CONFIRM.name(), String.valueOf(confirm));
        values.put(Parameter.ANALYSIS.name(), analysis.label());
        if (analysis == Analysis.FULL) {
            values.put(Parameter.FINDINGS_ALPHA.name(), String.valueOf(findingsAlpha));
        }
        if (sexChromosomes == SexChromosomes.SKIP) {
            values.put(Parameter.SEX_CHROMOSOMES.name(), sexChromosomes.label());
        }
        return values;
    }

    /** The most tables that are simulated for a probeset. */
    public int mostSimulations() {
        return adaptive ? maxSimulations : nSimulations;
    }

    /** The number of simulations where it is fixed; an adaptive simulation stays so. */
    public TestParameters withSimulations(int simulations) {
        return with(changed -> changed.nSimulations = simulations);
    }

    public TestParameters withMinExpectedCount(double minimum) {
        return with(changed -> changed.minExpectedCount = minimum);
    }

    public TestParameters withRandomSeed(long seed) {
        return with(changed -> changed.randomSeed = seed);
    }

    public TestParameters withStreams(Streams chosen) {
        return with(changed -> changed.streams = chosen);
    }

    /**
     * Adaptive, with these limits; where that is a change, {@code confirm} becomes true, which is its default then.
     *
     * @throws ParameterException if one is out of range, or there are more exceedances than simulations
     */
    public TestParameters withAdaptive(int exceedancesWanted, int simulations) {
        return with(changed -> {
            changed.adaptive = true;
            changed.exceedances = exceedancesWanted;
            changed.maxSimulations = simulations;
            changed.confirm = !adaptive || confirm;
        });
    }

    /** Adaptive or not; where that is a change, {@code confirm} becomes what is its default then. */
    public TestParameters withAdaptive(boolean chosen) {
        return with(changed -> {
            changed.adaptive = chosen;
            changed.confirm = chosen == adaptive ? confirm : chosen;
        });
    }

    public TestParameters withConfirm(boolean chosen) {
        return with(changed -> changed.confirm = chosen);
    }

    public TestParameters withAnalysis(Analysis chosen) {
        return with(changed -> changed.analysis = chosen);
    }

    public TestParameters withFindingsAlpha(double alpha) {
        return with(changed -> changed.findingsAlpha = alpha);
    }

    public TestParameters withSexChromosomes(SexChromosomes chosen) {
        return with(changed -> changed.sexChromosomes = chosen);
    }

    private TestParameters with(Consumer<Values> change) {
        Values changed = new Values(this);
        change.accept(changed);
        return changed.parameters();
    }

    /** The values while some of them are changed. */
    private static final class Values {

        private int nSimulations;
        private double minExpectedCount;
        private long randomSeed;
        private Streams streams;
        private boolean adaptive;
        private int exceedances;
        private int maxSimulations;
        private boolean confirm;
        private Analysis analysis;
        private double findingsAlpha;
        private SexChromosomes sexChromosomes;

        Values(TestParameters from) {
            nSimulations = from.nSimulations;
            minExpectedCount = from.minExpectedCount;
            randomSeed = from.randomSeed;
            streams = from.streams;
            adaptive = from.adaptive;
            exceedances = from.exceedances;
            maxSimulations = from.maxSimulations;
            confirm = from.confirm;
            analysis = from.analysis;
            findingsAlpha = from.findingsAlpha;
            sexChromosomes = from.sexChromosomes;
        }

        TestParameters parameters() {
            return new TestParameters(
                    nSimulations,
                    minExpectedCount,
                    randomSeed,
                    streams,
                    adaptive,
                    exceedances,
                    maxSimulations,
                    confirm,
                    analysis,
                    findingsAlpha,
                    sexChromosomes);
        }
    }
}
