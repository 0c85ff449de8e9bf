package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.parameters.Parameter;
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
        assertThat(parsed())
                .isEqualTo(new JobParameters(new TestParameters(77, 2.5, Long.MIN_VALUE, Streams.INDEPENDENT), 12));
        assertThat(fields.keySet())
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
                "batch_size | 0 | 1 to 10000000, not 0",
                "batch_size | ٣ | a whole number, not \"٣\""
            })
    void namesTheParameterItsRuleAndTheValue(String name, String value, String rest) {
        fields.add(name, value);
        isRefused(name, name + " must be " + rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n_workers", "N_SIMULATIONS", "seed"})
    void refusesParametersThatAJobDoesNotHave(String name) {
        fields.add(name, "1");
        isRefused(
                name,
                "there is no parameter " + name
                        + "; the parameters are batch_size, min_expected_count, n_simulations, random_seed, streams");
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
