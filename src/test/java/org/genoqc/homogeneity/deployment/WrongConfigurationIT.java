package org.genoqc.homogeneity.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.genoqc.homogeneity.harness.NeedsDocker;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A container that can't work ends at once, and its last log line says why. */
@NeedsDocker
class WrongConfigurationIT {

    private static String lastWordsOf(ServiceContainer container) {
        try (container) {
            container.expectedToEnd().start();
            assertThat(container.inspect().getState().getExitCodeLong()).isEqualTo(1);
            JsonNode line = new JsonMapper()
                    .readTree(container.getLogs().lines().toList().getLast());
            assertThat(line.path("log").path("level").asString()).isEqualTo("ERROR");
            return line.path("message").asString();
        }
    }

    @Test
    void aNumberOutOfRangeIsNamed() {
        assertThat(lastWordsOf(new ServiceContainer().withEnv("HOMOGENEITY_EXECUTOR_WORKERS", "0")))
                .contains(
                        "APPLICATION FAILED TO START",
                        "homogeneity.executor.workers",
                        "Value: \"0\"",
                        "must be greater than or equal to 1")
                .doesNotContain("\tat ");
    }

    @Test
    void aSizeThatIsNoneIsNamed() {
        assertThat(lastWordsOf(new ServiceContainer().withEnv("HOMOGENEITY_MAXUPLOADSIZE", "lots")))
                .contains(
                        "APPLICATION FAILED TO START",
                        "homogeneity.max-upload-size",
                        "lots",
                        "does not match data size pattern")
                .doesNotContain("\tat ");
    }

    @Test
    void aDataDirectoryThatCantBeWrittenIsNamed() {
        assertThat(lastWordsOf(new ServiceContainer().withTmpFs(Map.of("/tmp", "rw", "/data", "rw,mode=755"))))
                .contains("APPLICATION FAILED TO START", "/data")
                .doesNotContain("\tat ");
    }
}
