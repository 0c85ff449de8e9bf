package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobState;

/** Does the work of a job. The result does not depend on which does. */
interface JobEngine {

    /**
     * Runs a claimed job until its result is written; the job itself is still RUNNING then.
     *
     * @param share where what it holds in this process is charged
     * @throws CancellationException if it is to stop, or was taken over
     * @throws ExecutionException if a part of the work failed, with its exception
     * @throws org.genoqc.homogeneity.fault.InvalidInputException if the input is faulty
     * @throws org.genoqc.homogeneity.cluster.ClusterAwayException if where it is run can't be reached now
     */
    JobState.ResultFile run(Job job, RunningJobs.Running running, HeapBudget.Share share)
            throws IOException, InterruptedException, ExecutionException;
}
