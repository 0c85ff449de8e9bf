package org.genoqc.homogeneity.web;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.running.Jobs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the job that a path names. */
@Component
class JobLookup {

    private final Jobs jobs;

    JobLookup(Jobs jobs) {
        this.jobs = jobs;
    }

    Job find(String id) {
        return parse(id).flatMap(jobs::find).orElseThrow(() -> new JobNotFoundException(id));
    }

    /** A job whose result is there. */
    record CompleteJob(Job job, JobState.ResultFile result) {}

    CompleteJob findComplete(String id) {
        Job job = find(id);
        if (job.state() instanceof JobState.Complete(JobState.ResultFile result)) {
            return new CompleteJob(job, result);
        }
        throw new NotCompleteException(job);
    }

    /** The first job that a request's path named and that was removed while the request was answered. */
    Optional<String> removed(@Nullable Object pathVariables) {
        return pathVariables instanceof Map<?, ?> variables
                ? Stream.of("id", "other")
                        .flatMap(name -> Stream.ofNullable(variables.get(name)))
                        .map(String::valueOf)
                        .filter(id -> parse(id).flatMap(jobs::find).isEmpty())
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<UUID> parse(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
