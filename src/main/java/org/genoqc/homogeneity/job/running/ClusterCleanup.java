package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.genoqc.homogeneity.cluster.ClusterAwayException;
import org.genoqc.homogeneity.job.storage.ClusterSubmission;
import org.genoqc.homogeneity.job.storage.ClusterSubmissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Kills what runs on the cluster for jobs that have ended, as those that were cancelled while they waited or while the cluster
 * could not be reached, and forgets what is gone. Every replica does so; two at once do no harm.
 */
@Component
class ClusterCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterCleanup.class);

    private final ClusterSubmissions submissions;
    private final SparkCluster cluster;

    ClusterCleanup(ClusterSubmissions submissions, SparkCluster cluster) {
        this.submissions = submissions;
        this.cluster = cluster;
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void clean() {
        if (!cluster.isThere()) {
            return;
        }
        try {
            for (ClusterSubmission unneeded : submissions.unneeded()) {
                if (cluster.status(unneeded).isLive()) {
                    cluster.kill(unneeded);
                } else {
                    cluster.end(unneeded);
                }
            }
        } catch (ClusterAwayException e) {
            LOG.debug("what is not needed on the cluster stays there until it can be reached", e);
        } catch (IOException | DataAccessException | TransactionException e) {
            LOG.warn("what is not needed on the cluster could not be removed: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
