package org.genoqc.homogeneity.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterTests {

    @Test
    void aFaultSaysWhichParameterWhatItMustBeAndWhatItWas() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> Parameter.BATCH_SIZE.check(0))
                .withMessage("batch_size must be 1 to 10000000, not 0")
                .satisfies(e -> {
                    assertThat(e.parameter()).isEqualTo("batch_size");
                    assertThat(e.rule()).isEqualTo("1 to 10000000");
                    assertThat(e.value()).isEqualTo("0");
                });
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> Parameter.N_WORKERS.parse("all"))
                .withMessage("n_workers must be a whole number, not \"all\"");
    }

    @Test
    void theDefaultOfEachIsWithinItsRange() {
        for (Parameter<?> parameter : Parameter.OF_JOBS) {
            parameter.defaultText().ifPresent(parameter::parse);
        }
        assertThat(TestParameters.DEFAULTS)
                .isEqualTo(new TestParameters(
                        10_000,
                        5,
                        42,
                        Streams.SHARED,
                        false,
                        100,
                        1_000_000,
                        false,
                        Analysis.FULL,
                        1e-4,
                        SexChromosomes.REPORT));
    }

    @Test
    void endsOfARangeBelongToIt() {
        assertThat(Parameter.N_SIMULATIONS.parse("1")).isEqualTo(1);
        assertThat(Parameter.N_SIMULATIONS.parse("100000000")).isEqualTo(100_000_000);
        assertThat(Parameter.MIN_EXPECTED_COUNT.parse("0")).isZero();
        assertThat(Parameter.MIN_EXPECTED_COUNT.parse("1e9")).isEqualTo(1e9);
        assertThat(Parameter.N_WORKERS.parse("1024")).isEqualTo(1024);
    }

    @Test
    void whatIsGivenReplacesTheDefault() {
        Map<String, String> texts = Map.of("random_seed", "7", "streams", "independent", "batch_size", " ");
        assertThat(TestParameters.of(texts))
                .isEqualTo(TestParameters.DEFAULTS.withRandomSeed(7).withStreams(Streams.INDEPENDENT));
        assertThat(Parameter.BATCH_SIZE.givenIn(texts)).isEmpty();
    }

    @Test
    void confirmationFollowsAdaptivenessWhereItIsNotGiven() {
        assertThat(TestParameters.of(Map.of("adaptive", "true")).confirm()).isTrue();
        assertThat(TestParameters.of(Map.of("adaptive", "true", "confirm", "false"))
                        .confirm())
                .isFalse();
        assertThat(TestParameters.of(Map.of("confirm", "true"))).isEqualTo(TestParameters.DEFAULTS.withConfirm(true));
        assertThat(TestParameters.DEFAULTS.withAdaptive(true)).isEqualTo(TestParameters.of(Map.of("adaptive", "true")));
        assertThat(TestParameters.DEFAULTS.withAdaptive(true).withAdaptive(false))
                .isEqualTo(TestParameters.DEFAULTS);
        assertThat(TestParameters.DEFAULTS.withConfirm(true).withAdaptive(false).confirm())
                .isTrue();
    }

    @Test
    void theMostSimulationsAreThoseOfTheChosenKind() {
        TestParameters chosen = TestParameters.DEFAULTS
                .withSimulations(7)
                .withAdaptive(100, 900)
                .withAdaptive(false);
        assertThat(chosen.mostSimulations()).isEqualTo(7);
        assertThat(chosen.withAdaptive(true).mostSimulations()).isEqualTo(900);
    }

    @Test
    void moreExceedancesThanSimulationsAreNoContradictionUnlessAdaptive() {
        TestParameters chosen = new TestParameters(
                10_000, 5, 42, Streams.SHARED, false, 51, 50, false, Analysis.FULL, 1e-4, SexChromosomes.REPORT);
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> chosen.withAdaptive(true))
                .withMessage("exceedances must be at most max_simulations (50), not 51");
        assertThat(chosen.withAdaptive(50, 50).exceedances()).isEqualTo(50);
    }
}
