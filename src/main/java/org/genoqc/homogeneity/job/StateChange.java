package org.genoqc.homogeneity.job;

/**
 * A job has come from one state to another.
 *
 * @param job as it was right after the change
 * @throws IllegalArgumentException if that state can't follow
 */
public record StateChange(JobState.Name from, Job job) {

    public StateChange {
        if (!from.mayBecome(job.state().name())) {
            throw new IllegalArgumentException("job " + job.id() + " is " + from + " and can't become "
                    + job.state().name());
        }
    }

    /** The state it has come to. */
    public JobState.Name to() {
        return job.state().name();
    }
}
