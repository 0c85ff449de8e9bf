package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import org.genoqc.homogeneity.job.DataDirectory;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.JobRefusedException;
import org.genoqc.homogeneity.job.JobRefusedException.Reason;
import org.genoqc.homogeneity.job.storage.JobStore;
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

    void requirePlaceInQueue() {
        int most = properties.jobs().maxQueued();
        if (store.countQueued() >= most) {
            throw new JobRefusedException(Reason.QUEUE_FULL, "the queue is full: " + most + " jobs are waiting");
        }
    }

    /** Does nothing if there is a place in the queue, and room for that many bytes in the data directory. */
    void requireRoom(long bytes) throws IOException {
        requirePlaceInQueue();
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
