package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashSet;
import java.util.Set;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.SexChromosomes;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class ParameterFormTests {

    private final MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();

    private JobParameters parsed() throws ParameterForm.BadParameterException {
        return new ParameterForm(fields).parse();
    }

    private void isRefused(String parameter, String message) {
        assertThatExceptionOfType(ParameterForm.BadParameterException.class)
                .isThrownBy(this::parsed)
                .withMessage(message)
                .satisfies(e -> assertThat(e.parameter()).isEqualTo(parameter));
    }

    @Test
    void takesEveryParameter() throws Exception {
        fields.add("n_simulations", "77");
        fields.add("min_expected_count", "2.5e0");
        fields.add("random_seed", "-9223372036854775808");
        fields.add("streams", "independent");
        fields.add("batch_size", "+12");
        fields.add("confirm", "true");
        fields.add("analysis", "basic");
        fields.add("sex_chromosomes", "skip");
        fields.add("format", "axiom");
        fields.add("best_probesets_only", "true");
        assertThat(parsed())
                .isEqualTo(new JobParameters(
                        TestParameters.DEFAULTS
                                .withSimulations(77)
                                .withMinExpectedCount(2.5)
                                .withRandomSeed(Long.MIN_VALUE)
                                .withStreams(Streams.INDEPENDENT)
                                .withConfirm(true)
                                .withAnalysis(Analysis.BASIC)
                                .withSexChromosomes(SexChromosomes.SKIP),
                        12,
                        InputFormat.AXIOM,
                        true));
        Set<String> given = new HashSet<>(fields.keySet());
        fields.clear();
        fields.add("adaptive", "true");
        fields.add("exceedances", "20");
        fields.add("max_simulations", "5000");
        fields.add("findings_alpha", "0.01");
        assertThat(parsed())
                .isEqualTo(new JobParameters(
                        new TestParameters(
                                10_000,
                                5,
                                42,
                                Streams.SHARED,
                                true,
                                20,
                                5000,
                                true,
                                Analysis.FULL,
                                0.01,
                                SexChromosomes.REPORT),
                        null));
        given.addAll(fields.keySet());
        assertThat(given)
                .containsExactlyInAnyOrderElementsOf(
                        Parameter.OF_JOBS.stream().map(Parameter::name).toList());
    }

    @Test
    void whatIsNotGivenOrBlankHasItsDefault() throws Exception {
        assertThat(parsed()).isEqualTo(JobParameters.DEFAULTS);
        Parameter.OF_JOBS.forEach(parameter -> fields.add(parameter.name(), "  "));
        assertThat(parsed()).isEqualTo(new JobParameters(TestParameters.DEFAULTS, null));
    }

    @Test
    void spacesAroundAValueAreNoPartOfIt() throws Exception {
        fields.add("n_simulations", " 5 ");
        assertThat(parsed().test().nSimulations()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n_simulations | 0 | 1 to 100000000, not 0",
                "n_simulations | 100000001 | 1 to 100000000, not 100000001",
                "n_simulations | 99999999999 | 1 to 100000000, not \"99999999999\"",
                "n_simulations | 1e3 | a whole number, not \"1e3\"",
                "n_simulations | 1.0 | a whole number, not \"1.0\"",
                "min_expected_count | -0.5 | 0 to 1e9, not -0.5",
                "min_expected_count | 1e10 | 0 to 1e9, not 1.0E10",
                "min_expected_count | NaN | a number, not \"NaN\"",
                "min_expected_count | 0x1p3 | a number, not \"0x1p3\"",
                "random_seed | 9223372036854775808 | a whole number of at most 64 bits, not \"9223372036854775808\"",
                "random_seed | x | a whole number, not \"x\"",
                "streams | both | shared or independent, not \"both\"",
                "streams | SHARED | shared or independent, not \"SHARED\"",
                "adaptive | yes | true or false, not \"yes\"",
                "confirm | TRUE | true or false, not \"TRUE\"",
                "analysis | both | full or basic, not \"both\"",
                "findings_alpha | 0.1 | above 0, at most 0.05, not 0.1",
                "batch_size | 0 | 1 to 10000000, not 0",
                "batch_size | ٣ | a whole number, not \"٣\""
            })
    void namesTheParameterItsRuleAndTheValue(String name, String value, String rest) {
        fields.add(name, value);
        isRefused(name, name + " must be " + rest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n_simulations | 10000 | true | n_simulations has no effect with adaptive=true, which has"
                        + " max_simulations",
                "exceedances | 100 | false | exceedances has no effect without adaptive=true",
                "max_simulations | 1000000 | '' | max_simulations has no effect without adaptive=true",
                "exceedances | 1000001 | true | exceedances must be 1 to 1000000, not 1000001",
                "max_simulations | 99 | true | exceedances must be at most max_simulations (99), not 100"
            })
    void refusesWhatWouldBeIgnoredAndWhatContradictsItself(String name, String value, String adaptive, String message) {
        fields.add(name, value);
        fields.add("adaptive", adaptive);
        isRefused(message.substring(0, message.indexOf(' ')), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n_workers", "N_SIMULATIONS", "seed"})
    void refusesParametersThatAJobDoesNotHave(String name) {
        fields.add(name, "1");
        isRefused(
                name,
                "there is no parameter " + name
                        + "; the parameters are adaptive, analysis, batch_size, best_probesets_only, confirm, engine,"
                        + " exceedances, findings_alpha, format, max_simulations, min_expected_count, n_simulations,"
                        + " random_seed, sex_chromosomes, streams, validate_only");
    }

    @Test
    void refusesAParameterThatIsGivenTwice() {
        fields.add("batch_size", "1");
        fields.add("batch_size", "1");
        isRefused("batch_size", "batch_size is given 2 times");
    }

    @Test
    void aLongValueIsCutInTheMessage() {
        fields.add("streams", "x".repeat(1000));
        isRefused("streams", "streams must be shared or independent, not \"" + "x".repeat(80) + "...\"");
    }
}
