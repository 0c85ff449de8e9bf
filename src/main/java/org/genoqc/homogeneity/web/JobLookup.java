package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.running.Jobs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the job that a path names, for who makes the request: a job of another is to those who may not see it as if it did not
 * exist. Whatever the service answers of a job goes through here.
 */
@Component
class JobLookup {

    private final Jobs jobs;

    /** That which this thread answers. */
    private final HttpServletRequest request;

    JobLookup(Jobs jobs, HttpServletRequest request) {
        this.jobs = jobs;
        this.request = request;
    }

    Job find(String id) {
        Caller caller = Caller.of(request);
        return parse(id).flatMap(jobs::find).filter(caller::maySee).orElseThrow(() -> new JobNotFoundException(id));
    }

    /** A job that is to be cancelled or removed. */
    Job findToChange(String id) {
        Job job = find(id);
        if (!Caller.of(request).mayChange(job)) {
            throw new NotAllowedException();
        }
        return job;
    }

    /** The newest jobs before a number, of those that who asks may see; optionally only those in some states. */
    List<Job> list(@Nullable Set<JobState.Name> states, long before, int most) {
        Caller caller = Caller.of(request);
        return jobs.list(states, caller.maySeeAll() ? null : caller.name(), before, most);
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
