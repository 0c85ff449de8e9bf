package org.genoqc.homogeneity.web;

import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.parameters.Engine;

/** The job has a result, but no figures: a cluster makes none, nor did this service once. */
final class NoFiguresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoFiguresException(Job job) {
        super(
                job.execution().engine() == Engine.LOCAL
                        ? "the job was run by an earlier version, which made no figures; submit the file again"
                        : "the job was run by the Spark cluster, which makes no figures; submit the file with"
                                + " engine=local");
    }
}
