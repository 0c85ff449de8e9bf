package org.genoqc.homogeneity.web;

import org.genoqc.homogeneity.job.Job;

/** The job has no result, or not yet. */
final class NotCompleteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Job job;

    NotCompleteException(Job job) {
        super("the job is " + job.state().name() + (job.state().isEnded() ? " and has no result" : ""));
        this.job = job;
    }

    Job job() {
        return job;
    }
}
