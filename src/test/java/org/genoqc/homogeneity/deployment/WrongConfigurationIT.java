package org.genoqc.homogeneity.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.genoqc.homogeneity.harness.NeedsDocker;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A container that can't work ends at once, and its last log line says why; {@code StartTests} has the reasons. */
@NeedsDocker
@Order(1) // the image is being built, by one processor, while other tests run
class WrongConfigurationIT {

    private static String lastMessage(ServiceContainer container) {
        container.expectedToEnd().start();
        assertThat(container.inspect().getState().getExitCodeLong()).isEqualTo(1);
        JsonNode line =
                new JsonMapper().readTree(container.getLogs().lines().toList().getLast());
        assertThat(line.path("log").path("level").asString()).isEqualTo("ERROR");
        return line.path("message").asString();
    }

    @Test
    void aDataDirectoryThatCantBeWrittenIsNamed() {
        try (ServiceContainer container =
                new ServiceContainer().withTmpFs(Map.of("/tmp", "rw", "/data", "rw,mode=755"))) {
            assertThat(lastMessage(container))
                    .contains("APPLICATION FAILED TO START", "/data")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void itIsToBeSaidWhoMayUseIt() {
        try (ServiceContainer container =
                new ServiceContainer().withEnv("HOMOGENEITY_SECURITY_ALLOWANONYMOUS", "false")) {
            assertThat(lastMessage(container))
                    .contains("APPLICATION FAILED TO START", "0.0.0.0", "homogeneity.security.mode=api-key");
        }
    }
}
