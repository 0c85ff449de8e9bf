package org.genoqc.homogeneity.job.running;

import java.time.Duration;
import java.time.Instant;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobListener;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.StateChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** One line for every step of a job. What is logged on behalf of a job has its id in the MDC. */
@Component
class JobLog implements JobListener {

    private static final Logger LOG = LoggerFactory.getLogger(JobLog.class);
    private static final String JOB_ID = "job_id";

    /** Puts the job's id into the MDC of this thread until it is closed. */
    static MDC.MDCCloseable of(Object jobId) {
        return MDC.putCloseable(JOB_ID, jobId.toString());
    }

    @Override
    public void submitted(Job job) {
        LOG.info(
                "job {} QUEUED: {}, {} bytes, {}",
                job.id(),
                job.input().name(),
                job.input().bytes(),
                job.parameters());
    }

    @Override
    public void moved(StateChange change) {
        LOG.info("job {} {} -> {}", change.job().id(), change.from(), change.to());
    }

    @Override
    public void ended(Job job) {
        LOG.info(
                "job {} ended {} {} after its submission: {} of {} probesets done{}",
                job.id(),
                job.state().name(),
                Duration.between(job.times().submitted(), endOf(job)),
                job.progress().completed(),
                job.progress().probesets(),
                job.state() instanceof JobState.Failed failed
                        ? "; " + failed.error().detail()
                        : "");
    }

    private static Instant endOf(Job job) {
        Instant ended = job.times().ended();
        return ended == null ? job.times().submitted() : ended;
    }
}
