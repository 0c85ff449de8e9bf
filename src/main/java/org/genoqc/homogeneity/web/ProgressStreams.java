package org.genoqc.homogeneity.web;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.StreamPlaces;
import org.genoqc.homogeneity.job.running.Jobs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The streams of progress. Each job that is watched is looked at in the database twice a second, however many watch it, and
 * whichever replica runs it.
 */
@Component
class ProgressStreams implements StreamPlaces {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressStreams.class);

    /** More than there are probesets; a decimal number, so that both parts can be read off. */
    private static final long PER_CHANGE_OF_STATE = 10_000_000_000L;

    private final Jobs jobs;
    private final JobLookup lookup;
    private final JsonMapper json;
    private final Clock clock;
    private final HomogeneityProperties.Streams settings;
    private final int mostOfCaller;
    private final Semaphore places;
    private final Map<String, Integer> takenByCaller = new ConcurrentHashMap<>();
    private final Map<UUID, Set<ProgressStream>> byJob = new ConcurrentHashMap<>();
    private volatile boolean isClosed;
    private Instant lastHeartbeat;

    ProgressStreams(Jobs jobs, JobLookup lookup, JsonMapper json, Clock clock, HomogeneityProperties properties) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.json = json;
        this.clock = clock;
        this.settings = properties.progress();
        this.mostOfCaller = properties.limits().streamsOfPrincipal();
        this.places = new Semaphore(settings.maxStreams());
        this.lastHeartbeat = clock.instant();
    }

    /**
     * A stream of a job, which begins with where the job is.
     *
     * @param caller the {@link Caller#key} of who asks
     * @param lastEventId the id of the last event that the client has; null, or no number, for none
     * @throws JobNotFoundException if there is no such job
     * @throws TooManyStreamsException if there are too many streams, or too many of the caller
     */
    ProgressStream open(String job, String caller, @Nullable String lastEventId) {
        UUID id = lookup.find(job).id();
        ProgressEvent now = event(id);
        if (now == null) {
            throw new JobNotFoundException(job);
        }
        takePlace(caller);
        AtomicBoolean hasPlace = new AtomicBoolean(true);
        ProgressStream stream = new ProgressStream(number(lastEventId), over -> {
            remove(id, over);
            if (hasPlace.getAndSet(false)) {
                leavePlace(caller);
            }
        });
        if (!now.isLast()) {
            byJob.compute(id, (key, others) -> {
                Set<ProgressStream> all = others == null ? ConcurrentHashMap.newKeySet() : others;
                all.add(stream);
                return all;
            });
        }
        stream.offer(now);
        stream.begin();
        if (isClosed) {
            stream.end();
        }
        return stream;
    }

    private void takePlace(String caller) {
        if (takenByCaller.merge(caller, 1, Integer::sum) > mostOfCaller) {
            leaveCaller(caller);
            throw new TooManyStreamsException(
                    mostOfCaller + " streams of progress of one caller are open, as many as there may be", true);
        }
        if (!places.tryAcquire()) {
            leaveCaller(caller);
            throw new TooManyStreamsException(
                    settings.maxStreams() + " streams of progress are open, as many as there may be", false);
        }
    }

    private void leavePlace(String caller) {
        places.release();
        leaveCaller(caller);
    }

    private void leaveCaller(String caller) {
        takenByCaller.computeIfPresent(caller, (_, taken) -> taken == 1 ? null : taken - 1);
    }

    @Override
    public int taken() {
        return settings.maxStreams() - places.availablePermits();
    }

    @Override
    public int all() {
        return settings.maxStreams();
    }

    private void remove(UUID id, ProgressStream stream) {
        byJob.computeIfPresent(id, (key, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
        });
    }

    private static long number(@Nullable String eventId) {
        try {
            return eventId == null ? -1 : Long.parseLong(eventId.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    @Scheduled(fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
    void look() {
        Instant now = clock.instant();
        boolean isHeartbeatDue = !now.isBefore(lastHeartbeat.plus(settings.heartbeat()));
        if (isHeartbeatDue) {
            lastHeartbeat = now;
            byJob.values().forEach(streams -> streams.forEach(ProgressStream::heartbeat));
        }
        try {
            byJob.keySet().forEach(this::look);
        } catch (DataAccessException | TransactionException e) {
            // those who watch stay: when the database is there again, they are told what has happened
            LOG.debug("the progress of jobs that are watched could not be read", e);
        }
    }

    private void look(UUID id) {
        ProgressEvent event = event(id);
        if (event == null || event.isLast()) {
            Set<ProgressStream> streams = byJob.remove(id);
            if (streams != null) {
                streams.forEach(event == null ? ProgressStream::end : stream -> stream.offer(event));
            }
        } else {
            byJob.getOrDefault(id, Set.of()).forEach(stream -> stream.offer(event));
        }
    }

    /** Where a job is; null if it was removed. */
    private @Nullable ProgressEvent event(UUID id) {
        // the changes of state first: a job that changes in between then has the same number twice, not two states one
        long changes = jobs.transitions(id).size();
        Job job = jobs.find(id).orElse(null);
        return job == null
                ? null
                : new ProgressEvent(
                        changes * PER_CHANGE_OF_STATE + job.progress().completed(),
                        job.state().isEnded(),
                        json.writeValueAsString(ProgressView.of(job, clock.instant())));
    }

    /** Ends all streams, so that the service need not wait for them; clients turn to another replica. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        isClosed = true;
        byJob.values().forEach(streams -> streams.forEach(ProgressStream::end));
    }
}
