package org.genoqc.homogeneity.job.running;

import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The first thing done on SIGTERM, beside the readiness that goes down: no further job is taken, those that run are
 * handed back. The HTTP server and the queue wait for their requests and jobs afterwards, the database closes last.
 */
@Component
class Shutdown {

    private final JobQueue queue;
    private final RunningJobs running;
    private final HomogeneityProperties properties;

    Shutdown(JobQueue queue, RunningJobs running, HomogeneityProperties properties) {
        this.queue = queue;
        this.running = running;
        this.properties = properties;
    }

    @EventListener(ContextClosedEvent.class)
    void begin() {
        queue.pause();
        running.handBackAll(properties.shutdownGrace());
    }
}
