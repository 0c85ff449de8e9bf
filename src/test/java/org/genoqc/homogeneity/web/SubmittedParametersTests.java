package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Which parameters are accepted, and what is said to the others. */
class SubmittedParametersTests extends JobsApi {

    @ParameterizedTest
    @CsvSource({
        "n_simulations, 0",
        "n_simulations, -1",
        "n_simulations, abc",
        "n_simulations, 1e99",
        "n_simulations, NaN",
        "n_simulations, 2.5",
        "n_simulations, 100000001",
        "batch_size, 0",
        "batch_size, -1",
        "batch_size, abc",
        "batch_size, 1e99",
        "batch_size, NaN",
        "batch_size, 99999999999999999999",
        "min_expected_count, -1",
        "min_expected_count, abc",
        "min_expected_count, 1e99",
        "min_expected_count, NaN",
        "min_expected_count, Infinity",
        "random_seed, abc",
        "random_seed, 1e99",
        "random_seed, NaN",
        "random_seed, 9223372036854775808",
        "adaptive, yes",
        "confirm, 1",
        "exceedances, 100",
        "max_simulations, 1000",
        "n_simulation, 100",
        "N_SIMULATIONS, 100",
        "seed, 1"
    })
    void aBadParameterIsNamed(String name, String value) throws IOException {
        long folders = folders();
        JsonNode problem =
                client.post(new Form().file(array()).field(name, value)).problem(400);
        assertThat(problem.path("parameter").asString()).isEqualTo(name);
        assertThat(problem.path("detail").asString()).contains(name);
        assertThat(folders()).isEqualTo(folders);
    }

    @Test
    void ofAnAdaptiveJobThoseParametersAreShownThatHaveAnEffect() {
        Form form = new Form()
                .file(TestData.resource("malformed/clean/base.tsv"))
                .field("adaptive", "true")
                .field("exceedances", 20)
                .field("max_simulations", 500);
        JsonNode parameters = client.job(completed(form)).path("parameters");
        assertThat(parameters.path("adaptive").asBoolean()).isTrue();
        assertThat(parameters.path("exceedances").asInt()).isEqualTo(20);
        assertThat(parameters.path("max_simulations").asInt()).isEqualTo(500);
        assertThat(parameters.path("confirm").asBoolean()).isTrue();
        assertThat(parameters.has("n_simulations")).isFalse();
        assertThat(client.post(form.field("n_simulations", 10000))
                        .problem(400)
                        .path("parameter")
                        .asString())
                .isEqualTo("n_simulations");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n_simulations", "batch_size", "min_expected_count", "random_seed"})
    void aRepeatedParameterIsNamed(String name) {
        JsonNode problem = client.post(new Form().file(array()).field(name, 5).field(name, 5))
                .problem(400);
        assertThat(problem.path("parameter").asString()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "n_simulations, ''",
        "min_expected_count, 0",
        "min_expected_count, 1e3",
        "random_seed, 0",
        "random_seed, -9223372036854775808",
        "batch_size, 10000000",
        "batch_size, ' 3 '"
    })
    void extremeAndEmptyParametersAreAccepted(String name, String value) {
        Form form =
                new Form().file(TestData.resource("malformed/clean/base.tsv")).field(name, value);
        completed(name.equals("n_simulations") ? form : form.field("n_simulations", 200));
    }
}
