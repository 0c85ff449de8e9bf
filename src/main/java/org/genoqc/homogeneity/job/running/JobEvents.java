package org.genoqc.homogeneity.job.running;

import java.util.List;
import java.util.function.Consumer;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobListener;
import org.genoqc.homogeneity.job.StateChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Calls all listeners; what goes wrong in one of them is logged and harms no job. */
@Component
class JobEvents {

    private static final Logger LOG = LoggerFactory.getLogger(JobEvents.class);

    private final List<JobListener> listeners;

    JobEvents(List<JobListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void tell(Consumer<JobListener> event) {
        for (JobListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("{} failed", listener, e);
            }
        }
    }

    /** A job has come to another state: it has moved, or it has ended. */
    void tell(StateChange change) {
        tell(listener -> {
            if (change.to().isEnded()) {
                listener.ended(change.job());
            } else {
                listener.moved(change);
            }
        });
    }

    BatchListener batches(Job job) {
        return BatchListener.all(listeners.stream()
                .map(listener -> listener.batches(job))
                .filter(listener -> !listener.equals(BatchListener.NONE))
                .toList());
    }
}
