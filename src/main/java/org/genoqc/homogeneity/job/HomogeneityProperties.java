package org.genoqc.homogeneity.job;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.genoqc.homogeneity.counts.InputLimits;
import org.genoqc.homogeneity.parameters.Engine;
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
 * @param engine What runs a job that does not say by its parameter engine: the service itself (local), the Spark cluster (spark),
 *     or the cluster where the input has at least homogeneity.spark.from-size or does not fit the heap (auto).
 * @param executor The executor of the probeset batches.
 * @param jobs The queue of jobs.
 * @param progress The streams of progress.
 * @param security Who may use the service.
 * @param limits What one data set, one job and one principal may take.
 * @param spark The Spark cluster, if there is one.
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
        @DefaultValue("local") Engine engine,
        @Valid @DefaultValue Executor executor,
        @Valid @DefaultValue Queue jobs,
        @Valid @DefaultValue Streams progress,
        @DefaultValue Security security,
        @Valid @DefaultValue Limits limits,
        @DefaultValue Spark spark) {

    /**
     * The Spark cluster, which must see the data directory as this service does, under the same user.
     *
     * @param master The REST server of its Master (spark.master.rest.enabled=true), as in http://spark-master:6066; without it
     *     there is no cluster.
     * @param jobJar The job jar, as the workers find it: a path on each of them, or a URL.
     * @param dataDir The data directory as the cluster sees it, if that is by another path; a path or a URL such as
     *     file:///mnt/homogeneity.
     * @param fromSize From this size of its input on, of all files as they were sent, a job is the cluster's where the engine is
     *     auto.
     * @param driverMemory The heap of a job's driver.
     * @param executorMemory The heap of each executor.
     * @param retry After so long a cluster that could not be reached is tried again.
     * @param properties Further properties of Spark by name, for every job.
     */
    public record Spark(
            @Nullable URI master,
            @Nullable String jobJar,
            @Nullable String dataDir,
            @DefaultValue("10GB") DataSize fromSize,
            @DefaultValue("2GB") DataSize driverMemory,
            @DefaultValue("2GB") DataSize executorMemory,
            @DefaultValue("10s") Duration retry,
            @DefaultValue Map<String, String> properties) {}

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
     * @param concurrentSmall How many small jobs run at once beside these, so that they need not wait for the end of long ones.
     * @param maxQueued How many jobs may wait; more are refused with 429.
     * @param maxDeaths After so many deaths of its process in a row a job is set aside.
     * @param retention How long ended jobs and their results are kept.
     */
    public record Queue(
            @DefaultValue("4") @Min(1) @Max(64) int concurrent,
            @DefaultValue("1") @Min(0) @Max(64) int concurrentSmall,
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

    /**
     * What one data set, one job and one principal may take. Limits of principals are those of named ones: of who is anonymous
     * only the rate of requests and the streams are limited, by address.
     *
     * @param rows The most rows of a data set.
     * @param probesets The most probesets of a data set.
     * @param genotypingBatches The most genotyping batches of a data set, of each stratum its own.
     * @param fields The most fields of a line.
     * @param unpackedSize What the compressed files of a data set may become together.
     * @param compressionRatio How many times its compressed bytes a file may become, beyond 64 MiB.
     * @param simulations The most tables that a job may have simulated: its probesets times n_simulations, or max_simulations.
     * @param jobsOfPrincipal How many jobs of a principal may wait or run.
     * @param bytesOfPrincipal What the inputs and results of a principal's jobs may take together, of jobs that have ended too.
     * @param simulationsOfPrincipal The tables that a principal's jobs may have simulated that wait or run; beyond that it can
     *     submit no further job.
     * @param requestsPerMinute How many requests a principal may make in a minute, in the long run; health and the page's files
     *     do not count.
     * @param requestsAtOnce How many of these it may make at once.
     * @param streamsOfPrincipal How many streams of progress a principal may have open in this replica.
     * @param minUploadRate How many bytes an upload must bring in a second, on average over the grace.
     * @param uploadGrace So long an upload may be slower.
     */
    public record Limits(
            @DefaultValue("1000000000") @Min(1) @Max(2_000_000_000)
            long rows,

            @DefaultValue("10000000") @Min(1) int probesets,
            @DefaultValue("100000") @Min(1) int genotypingBatches,
            @DefaultValue("500000") @Min(6) int fields,
            @DefaultValue("200GB") DataSize unpackedSize,
            @DefaultValue("200") @Min(1) int compressionRatio,
            @DefaultValue("10000000000000") @Min(1) long simulations,
            @DefaultValue("500") @Min(1) int jobsOfPrincipal,
            @DefaultValue("1TB") DataSize bytesOfPrincipal,
            @DefaultValue("100000000000000") @Min(1) long simulationsOfPrincipal,
            @DefaultValue("6000") @Min(1) @Max(60_000_000) int requestsPerMinute,
            @DefaultValue("1000") @Min(1) @Max(1_000_000) int requestsAtOnce,
            @DefaultValue("100") @Min(1) int streamsOfPrincipal,
            @DefaultValue("1KB") DataSize minUploadRate,
            @DefaultValue("30s") Duration uploadGrace) {

        public InputLimits ofInput() {
            return new InputLimits(
                    rows, probesets, genotypingBatches, fields, unpackedSize.toBytes(), compressionRatio);
        }
    }
}
