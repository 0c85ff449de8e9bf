package org.genoqc.homogeneity.job;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the service.
 *
 * @param instance The name of this replica; unique among those that share a database. Random if not set.
 * @param dataDir Where jobs, results and the default database are kept; shared by all replicas.
 * @param maxUploadSize The most bytes accepted of a job, in all its files together.
 * @param minFreeSpace The space that must stay free on the disk of the data directory.
 * @param maxDataSize What jobs and uploads may take together in the data directory; unbounded if not set.
 * @param orphanAge After so long, files and folders that belong to no job are removed.
 * @param shutdownGrace How long probeset batches that have begun may go on after a SIGTERM.
 * @param executor The executor of the probeset batches.
 * @param jobs The queue of jobs.
 * @param progress The streams of progress.
 * @param security Who may use the service.
 */
@Validated
@ConfigurationProperties("homogeneity")
public record HomogeneityProperties(
        @Nullable String instance,
        @DefaultValue("./data") Path dataDir,
        @DefaultValue("20GB") DataSize maxUploadSize,
        @DefaultValue("256MB") DataSize minFreeSpace,
        @Nullable DataSize maxDataSize,
        @DefaultValue("10m") Duration orphanAge,
        @DefaultValue("10s") Duration shutdownGrace,
        @Valid @DefaultValue Executor executor,
        @Valid @DefaultValue Queue jobs,
        @Valid @DefaultValue Streams progress,
        @DefaultValue Security security) {

    /**
     * Who may use the service.
     *
     * @param mode How it is known who asks: not at all (none), by a key of the keys file (api-key), or by a token of an issuer
     *     (oauth2).
     * @param allowAnonymous Whether, with the mode none, it may listen on another address than that of the loopback: whoever
     *     reaches it can read, cancel and remove every job.
     * @param keysFile The keys of the mode api-key, as chi2-homogeneity key create makes them; read again when it changes.
     * @param oauth2 The issuer of the mode oauth2.
     */
    public record Security(
            @DefaultValue("none") Mode mode,
            @DefaultValue("false") boolean allowAnonymous,
            @DefaultValue("./data/keys") Path keysFile,
            @DefaultValue OAuth2 oauth2) {}

    /** How it is known who asks. */
    public enum Mode {
        NONE,
        API_KEY,
        OAUTH2
    }

    /**
     * The issuer of the tokens.
     *
     * @param issuerUri The issuer, as its tokens name it; its keys are found by it.
     * @param jwkSetUri Where its keys are, if they are not to be found by the issuer.
     * @param audience What a token must name as its audience.
     * @param roleClaim The claim that lists the roles: submitter, viewer, operator. Dots lead into it, as in
     *     realm_access.roles.
     */
    public record OAuth2(
            @Nullable String issuerUri,
            @Nullable URI jwkSetUri,
            @Nullable String audience,
            @DefaultValue("roles") String roleClaim) {}

    /**
     * The executor of the probeset batches.
     *
     * @param workers The number of workers; the cores of the host if not set.
     * @param queueCapacity How many probeset batches wait in the executor's queue; the rest wait in their plans.
     */
    public record Executor(
            @Min(1) @Max(1024) @Nullable Integer workers,
            @DefaultValue("16") @Min(1) @Max(100_000) int queueCapacity) {

        public int workersOrCores() {
            return workers == null ? Runtime.getRuntime().availableProcessors() : workers;
        }
    }

    /**
     * The queue of jobs.
     *
     * @param concurrent How many jobs run at once in this replica.
     * @param maxQueued How many jobs may wait; more are refused with 429.
     * @param maxDeaths After so many deaths of its process in a row a job is set aside.
     * @param retention How long ended jobs and their results are kept.
     */
    public record Queue(
            @DefaultValue("4") @Min(1) @Max(64) int concurrent,
            @DefaultValue("1000") @Min(1) int maxQueued,
            @DefaultValue("3") @Min(1) int maxDeaths,
            @DefaultValue("30d") Duration retention) {}

    /**
     * The streams of progress.
     *
     * @param maxStreams How many are open at once in this replica; more are refused with 503.
     * @param heartbeat After so long without anything else a stream has a comment, so that no proxy takes it for dead.
     */
    public record Streams(
            @DefaultValue("1000") @Min(1) @Max(100_000) int maxStreams,
            @DefaultValue("15s") Duration heartbeat) {}
}
