package org.genoqc.homogeneity.job;

/**
 * A job has come from one state to another.
 *
 * @param job as it was right after the change
 */
public record StateChange(JobState.Name from, Job job) {

    /** @throws IllegalArgumentException if the job's state can't follow; it names the state that the job was in */
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
