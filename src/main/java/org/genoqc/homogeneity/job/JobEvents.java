package org.genoqc.homogeneity.job;

import java.util.List;
import java.util.function.Consumer;
import org.genoqc.homogeneity.batch.BatchListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells all listeners; what goes wrong in one of them is logged and harms no job. */
@Component
public class JobEvents {

    private static final Logger LOG = LoggerFactory.getLogger(JobEvents.class);

    private final List<JobListener> listeners;

    JobEvents(List<JobListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    public void tell(Consumer<JobListener> event) {
        for (JobListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("{} failed", listener, e);
            }
        }
    }

    BatchListener batches(Job job) {
        return BatchListener.all(listeners.stream()
                .map(listener -> listener.batches(job))
                .filter(listener -> !listener.equals(BatchListener.NONE))
                .toList());
    }
}
