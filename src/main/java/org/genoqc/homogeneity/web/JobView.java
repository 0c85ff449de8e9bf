package org.genoqc.homogeneity.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.genoqc.homogeneity.batch.BatchVerdict;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobError;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.jspecify.annotations.Nullable;

/** A job as shown. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobView(
        UUID id,
        JobState.Name state,
        String owner,
        String engine,
        @Nullable String waitsFor,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        InputView input,
        ParametersView parameters,
        @Nullable DataSetView dataSet,
        Probesets probesets,
        List<String> warnings,
        @Nullable JobError error,
        @Nullable ResultView result,
        @Nullable List<Job.Transition> transitions,
        @Nullable BatchVerdict verdict,
        Links links) {

    record InputView(String name, long bytes, String sha256, int files) {}

    /** Those that have an effect: either the number of simulations or what ends an adaptive one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ParametersView(
            @Nullable Integer nSimulations,
            double minExpectedCount,
            long randomSeed,
            String streams,
            boolean adaptive,
            @Nullable Integer exceedances,
            @Nullable Integer maxSimulations,
            boolean confirm,
            String analysis,
            @Nullable Double findingsAlpha,
            String sexChromosomes,
            String format,
            boolean bestProbesetsOnly,
            @Nullable Integer batchSize,
            @Nullable String engine) {

        static ParametersView of(JobParameters parameters) {
            TestParameters test = parameters.test();
            boolean adaptive = test.adaptive();
            return new ParametersView(
                    adaptive ? null : test.nSimulations(),
                    test.minExpectedCount(),
                    test.randomSeed(),
                    test.streams().label(),
                    adaptive,
                    adaptive ? test.exceedances() : null,
                    adaptive ? test.maxSimulations() : null,
                    test.confirm(),
                    test.analysis().label(),
                    test.analysis() == Analysis.FULL ? test.findingsAlpha() : null,
                    test.sexChromosomes().label(),
                    parameters.format().label(),
                    parameters.bestProbesetsOnly(),
                    parameters.batchSize(),
                    parameters.engine() == null ? null : parameters.engine().label());
        }
    }

    record DataSetView(long rows, int genotypingBatches, int batchSize, String batchSizeReason) {}

    /** Probesets done, by method. */
    record Probesets(long total, long completed, long standard, long monteCarlo, long skipped) {

        static Probesets of(Progress.Snapshot progress) {
            return new Probesets(
                    progress.probesets(),
                    progress.completed(),
                    progress.standard(),
                    progress.monteCarlo(),
                    progress.skipped());
        }
    }

    record ResultView(long bytes, String sha256) {}

    /** The last three only of a full analysis, as a basic one has no findings. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Links(
            String self,
            String progress,
            String batches,
            String result,
            String probesets,
            String counts,
            String summary,
            String figures,
            String report,
            @Nullable String findings,
            @Nullable String genotypingBatches,
            @Nullable String exclusions) {

        static Links of(UUID id, Analysis analysis) {
            String self = "/jobs/" + id;
            boolean full = analysis == Analysis.FULL;
            return new Links(
                    self,
                    self + "/progress",
                    self + "/batches",
                    self + "/result",
                    self + "/probesets",
                    self + "/counts",
                    self + "/summary",
                    self + "/figures",
                    self + "/report.html",
                    full ? self + "/findings" : null,
                    full ? self + "/genotyping-batches" : null,
                    full ? self + "/exclusions" : null);
        }
    }

    static JobView of(Job job) {
        return of(job, null, null);
    }

    static JobView of(Job job, @Nullable List<Job.Transition> transitions, @Nullable BatchVerdict verdict) {
        JobError error = job.state() instanceof JobState.Failed failed ? failed.error() : null;
        ResultView result = job.state() instanceof JobState.Complete complete
                ? new ResultView(complete.result().bytes(), complete.result().sha256())
                : null;
        Job.DataSet dataSet = job.dataSet();
        return new JobView(
                job.id(),
                job.state().name(),
                job.owner(),
                job.execution().engine().label(),
                job.state().isEnded() ? null : job.execution().waitsFor(),
                job.times().submitted(),
                job.times().started(),
                job.times().ended(),
                new InputView(
                        job.input().name(),
                        job.input().bytes(),
                        job.input().sha256(),
                        job.input().files()),
                ParametersView.of(job.parameters()),
                dataSet == null
                        ? null
                        : new DataSetView(
                                dataSet.rows(),
                                dataSet.genotypingBatches(),
                                dataSet.batchSize().size(),
                                dataSet.batchSize().reason()),
                Probesets.of(job.progress()),
                job.warnings(),
                error,
                result,
                transitions,
                verdict,
                Links.of(job.id(), job.parameters().test().analysis()));
    }
}
