package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.storage.JobFiles;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.genoqc.homogeneity.job.storage.SubmissionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Removes jobs whose retention is over, and what killed processes left behind: at the start and every minute. Every
 * replica does so; two at once do no harm. Files are orphans only when nothing was written to them for long, since
 * another replica may be about to make a job of them.
 */
@Component
class Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final int MAX_AT_ONCE = 1000;

    private final JobStore store;
    private final SubmissionStore submissions;
    private final JobFiles files;
    private final JobQueue queue;
    private final HomogeneityProperties properties;
    private final Clock clock;

    Sweeper(
            JobStore store,
            SubmissionStore submissions,
            JobFiles files,
            JobQueue queue,
            HomogeneityProperties properties,
            Clock clock) {
        this.store = store;
        this.submissions = submissions;
        this.files = files;
        this.queue = queue;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void sweep() {
        try {
            removeEnded();
            removeOrphans();
            submissions.deleteDead();
            for (UUID forgotten : store.forgotten()) {
                LOG.warn("job {} was missing from the queue; it is queued again", forgotten);
                queue.addAgain(forgotten);
            }
        } catch (IOException | DataAccessException | TransactionException e) {
            LOG.warn("the cleanup was not completed: {}", e.getMessage());
        }
    }

    private void removeEnded() throws IOException {
        Instant before = clock.instant().minus(properties.jobs().retention());
        List<UUID> ended = store.endedBefore(before, MAX_AT_ONCE);
        for (UUID id : ended) {
            if (store.delete(id)) {
                files.delete(id);
            }
        }
        if (!ended.isEmpty()) {
            LOG.info("{} jobs that ended before {} were removed", ended.size(), before);
        }
    }

    private void removeOrphans() throws IOException {
        Instant before = clock.instant().minus(properties.orphanAge());
        files.deleteUploads(before);
        // folders first: a job that is accepted in between is then among the rows
        Set<UUID> folders = new HashSet<>(files.jobs());
        Map<UUID, Boolean> endedById = store.endedById();
        for (UUID folder : folders) {
            if (!endedById.containsKey(folder) && files.deleteIfOlder(folder, before)) {
                LOG.warn("the folder {} belonged to no job and was removed", folder);
            } else if (endedById.getOrDefault(folder, false)) {
                files.deleteLeftovers(folder, before);
            }
        }
        endedById.forEach((id, ended) -> {
            if (ended && !files.exist(id) && store.delete(id)) {
                LOG.warn("job {} had no files any more and was removed", id);
            }
        });
    }
}
