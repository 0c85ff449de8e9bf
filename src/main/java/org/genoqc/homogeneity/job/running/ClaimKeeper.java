package org.genoqc.homogeneity.job.running;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.job.storage.Claim;
import org.genoqc.homogeneity.job.storage.ClaimStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps the database and the running jobs of this process in step: stores how far they are, for any replica to show,
 * and stops those that were cancelled, or taken over while this process was paused.
 */
@Component
class ClaimKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimKeeper.class);

    private final RunningJobs running;
    private final ClaimStore claims;
    private boolean reachable = true;

    ClaimKeeper(RunningJobs running, ClaimStore claims) {
        this.running = running;
        this.claims = claims;
    }

    @Scheduled(fixedDelay = 400, timeUnit = TimeUnit.MILLISECONDS)
    void keep() {
        Collection<RunningJobs.Running> jobs = running.all();
        try {
            jobs.stream()
                    .filter(job -> job.progress().probesets() > 0)
                    .forEach(job -> claims.saveProgress(job.claim(), job.progress()));
            Map<Claim, ClaimStore.Standing> standing = claims.standing(
                    jobs.stream().map(RunningJobs.Running::claim).collect(Collectors.toSet()));
            jobs.forEach(job -> act(job, standing.getOrDefault(job.claim(), ClaimStore.Standing.LOST)));
            reachable = true;
        } catch (DataAccessException | TransactionException e) {
            // the jobs go on: what they complete is in their parts, and they are fenced when it is stored
            if (reachable) {
                LOG.warn("the database can't be reached: {}", e.getMessage());
            }
            reachable = false;
        }
    }

    private static void act(RunningJobs.Running job, ClaimStore.Standing standing) {
        switch (standing) {
            case HELD -> {}
            case CANCELING -> job.cancel();
            case LOST -> {
                if (!job.isRequested()) {
                    LOG.warn(
                            "job {} is run by another process by now; attempt {} gives up",
                            job.claim().job(),
                            job.claim().attempt());
                    job.giveUp();
                }
            }
        }
    }
}
