package org.genoqc.homogeneity.job.running;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.genoqc.homogeneity.cluster.Application;
import org.genoqc.homogeneity.cluster.ClusterAwayException;
import org.genoqc.homogeneity.cluster.DriverStatus;
import org.genoqc.homogeneity.cluster.SparkMaster;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.storage.Claim;
import org.genoqc.homogeneity.job.storage.ClusterOutput;
import org.genoqc.homogeneity.job.storage.ClusterSubmission;
import org.genoqc.homogeneity.job.storage.ClusterSubmissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** The Spark cluster that the service is set to, with what is submitted to it for jobs. */
@Component
class SparkCluster {

    private static final Logger LOG = LoggerFactory.getLogger(SparkCluster.class);
    private static final String MAIN_CLASS = "org.genoqc.homogeneity.spark.SparkAnalysis";

    private final ClusterSubmissions submissions;
    private final ClusterOutput output;
    private final SparkArguments arguments;
    private final HomogeneityProperties.Spark settings;
    private final @Nullable SparkMaster master;

    SparkCluster(
            ClusterSubmissions submissions,
            ClusterOutput output,
            SparkArguments arguments,
            HomogeneityProperties properties) {
        this.submissions = submissions;
        this.output = output;
        this.arguments = arguments;
        this.settings = properties.spark();
        URI address = settings.master();
        this.master = address == null || settings.jobJar() == null ? null : new SparkMaster(address);
    }

    /** Whether there is one. */
    boolean isThere() {
        return master != null;
    }

    private SparkMaster master() throws ClusterAwayException {
        if (master == null) {
            throw new ClusterAwayException(
                    "this service has no Spark cluster any more (homogeneity.spark.master, homogeneity.spark.job-jar)",
                    null);
        }
        return master;
    }

    /**
     * Submits a job.
     *
     * @return what has been submitted; null if the job has been taken over meanwhile
     */
    @Nullable
    ClusterSubmission submit(Job job, InputFiles input, Claim claim) throws IOException, InterruptedException {
        SparkMaster there = master();
        ClusterSubmission begun = submissions.begin(claim).orElse(null);
        if (begun == null) {
            return null;
        }
        Path folder = output.prepare(begun);
        String name;
        try {
            name = there.submit(new Application(
                    "chi2-homogeneity " + job.id() + "/" + claim.attempt(),
                    String.valueOf(settings.jobJar()),
                    MAIN_CLASS,
                    arguments.of(job, input, folder),
                    properties()));
        } catch (IOException e) {
            // if it has been submitted all the same, it ends since its folder is gone
            end(begun);
            throw e;
        }
        ClusterSubmission submission = new ClusterSubmission(claim.job(), claim.attempt(), name);
        LOG.info("job {} is {} on the Spark cluster, attempt {}", job.id(), name, claim.attempt());
        if (!submissions.submitted(claim, name)) {
            kill(submission);
            return null;
        }
        return submission;
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("spark.driver.memory", megabytes(settings.driverMemory()));
        properties.put("spark.executor.memory", megabytes(settings.executorMemory()));
        properties.putAll(settings.properties());
        return properties;
    }

    private static String megabytes(DataSize size) {
        return size.toMegabytes() + "m";
    }

    /** What has become of it; missing where it is not known to have been accepted. */
    DriverStatus status(ClusterSubmission submission) throws IOException, InterruptedException {
        return submission.name() == null
                ? new DriverStatus(DriverStatus.State.MISSING, "")
                : master().status(submission.name());
    }

    /** Asks that it be killed. */
    void kill(ClusterSubmission submission) throws IOException, InterruptedException {
        if (submission.name() != null) {
            master().kill(submission.name());
        }
    }

    /** It is gone: nothing is kept of it. */
    void end(ClusterSubmission submission) throws IOException {
        output.delete(submission);
        submissions.delete(submission);
    }

    @PreDestroy
    void close() {
        if (master != null) {
            master.close();
        }
    }
}
