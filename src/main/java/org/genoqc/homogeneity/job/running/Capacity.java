package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import org.genoqc.homogeneity.job.DataDirectory;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobRefusedException;
import org.genoqc.homogeneity.job.JobRefusedException.Reason;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.genoqc.homogeneity.job.storage.OwnerUsage;
import org.springframework.stereotype.Component;

/** How much the service takes: the bounds on uploads, the queue, and the data directory. */
@Component
class Capacity {

    private final JobStore store;
    private final DataDirectory directory;
    private final HomogeneityProperties properties;

    Capacity(JobStore store, DataDirectory directory, HomogeneityProperties properties) {
        this.store = store;
        this.directory = directory;
        this.properties = properties;
    }

    /**
     * Does nothing if a request may be that long.
     *
     * @param bytes the length of its body; -1 if not known
     */
    void requireAcceptable(long bytes) {
        long most = properties.maxUploadSize().toBytes();
        if (bytes > most + Submission.FRAMING.toBytes()) {
            throw new JobRefusedException(Reason.FILE_TOO_LARGE, "the files may have at most " + most + " bytes");
        }
    }

    /** Does nothing if one more job may wait, and one more job of its owner. */
    void requirePlaceInQueue(String owner) {
        requireWithinQueue();
        requireWithinShare(owner, 0);
    }

    private void requireWithinQueue() {
        int most = properties.jobs().maxQueued();
        if (store.countQueued() >= most) {
            throw new JobRefusedException(Reason.QUEUE_FULL, "the queue is full: " + most + " jobs are waiting");
        }
    }

    /** Nobody knows how many they are who are anonymous; the bounds of all together are theirs. */
    private void requireWithinShare(String owner, long bytes) {
        if (owner.equals(Job.ANONYMOUS)) {
            return;
        }
        HomogeneityProperties.Limits limits = properties.limits();
        OwnerUsage usage = store.usage(owner);
        if (usage.liveJobs() >= limits.jobsOfPrincipal()) {
            throw new JobRefusedException(
                    Reason.JOBS_OF_PRINCIPAL,
                    usage.liveJobs() + " jobs of " + owner + " wait or run; there may be at most "
                            + limits.jobsOfPrincipal());
        }
        if (usage.simulations() >= limits.simulationsOfPrincipal()) {
            throw new JobRefusedException(
                    Reason.SIMULATIONS_OF_PRINCIPAL,
                    "the jobs of " + owner + " that wait or run may have " + usage.simulations()
                            + " tables simulated; there may be at most " + limits.simulationsOfPrincipal());
        }
        if (usage.bytes() + bytes > limits.bytesOfPrincipal().toBytes()) {
            throw new JobRefusedException(
                    Reason.BYTES_OF_PRINCIPAL,
                    "the inputs and results of " + owner + " have " + usage.bytes() + " bytes; with this job there"
                            + " may be at most " + limits.bytesOfPrincipal().toBytes()
                            + ": remove jobs that have ended");
        }
    }

    /**
     * Does nothing if there is a place in the queue, room for that many bytes in the data directory, and its owner has both.
     */
    void requireRoom(String owner, long bytes) throws IOException {
        requireWithinQueue();
        requireWithinShare(owner, bytes);
        if (!directory.hasRoomFor(bytes)) {
            throw noSpace();
        }
        if (!directory.isWithinBound(bytes)) {
            throw new JobRefusedException(
                    Reason.STORAGE_FULL,
                    "the data directory holds nearly as much as it may, " + properties.maxDataSize());
        }
    }

    /** Does nothing unless the disk has less space than must stay free, which explains why something else failed. */
    void requireSpace() {
        if (directory.isFull()) {
            throw noSpace();
        }
    }

    private static JobRefusedException noSpace() {
        return new JobRefusedException(Reason.STORAGE_FULL, "the disk of the data directory is nearly full");
    }
}
