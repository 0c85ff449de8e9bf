package org.genoqc.homogeneity.job.running;

import java.util.Objects;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.parameters.Engine;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.springframework.stereotype.Component;

/** Which engine runs which job. */
@Component
class Engines {

    private final JobAnalysis local;
    private final SparkEngine spark;
    private final Engine standard;
    private final long fromBytes;

    /** @throws IllegalStateException if all jobs are to be run by a cluster of which nothing is said */
    Engines(JobAnalysis local, SparkEngine spark, HomogeneityProperties properties) {
        this.local = local;
        this.spark = spark;
        this.standard = properties.engine();
        this.fromBytes = properties.spark().fromSize().toBytes();
        if (standard != Engine.LOCAL && !spark.isThere()) {
            throw new IllegalStateException("homogeneity.engine=" + standard.label()
                    + " needs homogeneity.spark.master and homogeneity.spark.job-jar, which say where the cluster is"
                    + " and what it runs");
        }
    }

    /**
     * The engine of a job that is submitted.
     *
     * @return local or Spark
     * @throws ParameterException if it asks for a cluster where there is none
     */
    Engine choose(JobParameters parameters, Job.Input input) {
        Engine asked = Objects.requireNonNullElse(parameters.engine(), standard);
        if (asked == Engine.SPARK && !spark.isThere()) {
            throw new ParameterException(
                    "engine", asked.label(), "local or auto, since this service has no Spark cluster");
        }
        return switch (asked) {
            case LOCAL, SPARK -> asked;
            case AUTO -> spark.isThere() && input.bytes() >= fromBytes ? Engine.SPARK : Engine.LOCAL;
        };
    }

    /** Whether a job for which the heap of this process is too small is to be run by the cluster instead. */
    boolean mayMoveToSpark(Job job) {
        return spark.isThere()
                && job.execution().engine() == Engine.LOCAL
                && Objects.requireNonNullElse(job.parameters().engine(), standard) == Engine.AUTO;
    }

    /** What else there is for a job for which the heap of this process is too small; empty if there is nothing. */
    String alternative() {
        return spark.isThere() ? "; engine=spark has the Spark cluster run it" : "";
    }

    JobEngine of(Job job) {
        return job.execution().engine() == Engine.SPARK ? spark : local;
    }
}
