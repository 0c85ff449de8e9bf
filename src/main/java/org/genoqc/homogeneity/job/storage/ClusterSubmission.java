package org.genoqc.homogeneity.job.storage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has been submitted to a cluster for a job.
 *
 * @param attempt the attempt at the job that did so, by which its output is called
 * @param name what the cluster calls it; null where its answer was not kept, so that it may be there or not
 */
public record ClusterSubmission(
        UUID job, int attempt, @Nullable String name) {}
