package org.genoqc.homogeneity.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * These tests run containers. Where no Docker engine answers they are skipped, and it is said; .ci/run fails if they were
 * skipped although one does.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("container")
@ExtendWith(NeedsDocker.Condition.class)
public @interface NeedsDocker {

    class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (DockerClientFactory.instance().isDockerAvailable()) {
                return ConditionEvaluationResult.enabled("a Docker engine answers");
            }
            String reason = context.getDisplayName() + " is SKIPPED: no Docker engine answers (DOCKER_HOST)";
            System.err.println(reason);
            return ConditionEvaluationResult.disabled(reason);
        }
    }
}
