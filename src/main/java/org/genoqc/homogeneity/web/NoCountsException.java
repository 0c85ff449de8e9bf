package org.genoqc.homogeneity.web;

import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.parameters.Engine;

/** The job has a result, but no counts: a cluster keeps none, nor did this service once. */
final class NoCountsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoCountsException(Job job) {
        super(
                job.execution().engine() == Engine.LOCAL
                        ? "the job was run by an earlier version, which kept no counts; submit the file again"
                        : "the job was run by the Spark cluster, which keeps no counts; submit the file with"
                                + " engine=local");
    }
}
