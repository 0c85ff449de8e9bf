package org.genoqc.homogeneity.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.genoqc.homogeneity.counts.DividedProbesets;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.figures.Figures;
import org.genoqc.homogeneity.findings.FindingsWriter;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.findings.ReportCard;
import org.genoqc.homogeneity.findings.ReportCardBuilder;
import org.genoqc.homogeneity.findings.ReportCardWriter;
import org.genoqc.homogeneity.result.ResultWriter;
import org.genoqc.homogeneity.result.Summary;
import org.genoqc.homogeneity.statistics.PValueFloor;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tests a data set on a cluster of Apache Spark. The results are those of the command {@code test}, to the last byte.
 *
 * <p>What it writes into the output folder, each file when it is complete, {@code summary.json} last: {@code result.tsv}; if the
 * analysis is full {@code findings.tsv} and {@code genotyping-batches.tsv}; {@code figures.json}; {@code timings.tsv}; {@code
 * summary.txt}. While it runs, {@code progress.json}. If the input is faulty, {@code fault.json}, and it ends with 2; if it fails
 * otherwise, {@code failure.json}, and it ends with 1, or with 2 if what it was given can't be used.
 */
public final class SparkAnalysis {

    static final int FAILURE = 1;
    private static final int BAD_INPUT = 2;

    private static final Logger LOG = LoggerFactory.getLogger(SparkAnalysis.class);

    private final JobOptions options;
    private final SparkSession session;
    private final OutputFolder output;
    private final long startNanos = System.nanoTime();

    private SparkAnalysis(JobOptions options, SparkSession session) throws IOException {
        this.options = options;
        this.session = session;
        this.output = OutputFolder.of(options.output(), session.sparkContext().hadoopConfiguration());
    }

    /** @param arguments see {@link JobOptions} */
    public static void main(String[] arguments) {
        int exit = run(arguments);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    static int run(String... arguments) {
        JobOptions options;
        try {
            options = JobOptions.of(arguments);
        } catch (IllegalArgumentException e) {
            LOG.error("{}", e.getMessage());
            return BAD_INPUT;
        }
        // results are taken partition by partition, as they come
        SparkConf conf = new SparkConf();
        conf.setIfMissing("spark.app.name", "chi2-homogeneity");
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        try (SparkSession session = SparkSession.builder().config(conf).getOrCreate()) {
            return new SparkAnalysis(options, session).run();
        } catch (Exception e) {
            // not only those that are declared: Scala's are not
            LOG.error("the job failed", e);
            return FAILURE;
        }
    }

    private int run() throws Exception {
        try (JobProgress progress = JobProgress.of(output, session.sparkContext())) {
            JobInput input = JobInput.of(options, session.sparkContext().hadoopConfiguration());
            DistributedRun.Completed completed = DistributedRun.run(session, options, input, progress);
            progress.write();
            write(completed);
            return 0;
        } catch (InvalidInputException e) {
            LOG.error("{}", e.getMessage());
            output.write(FaultJson.FILE, new FaultJson(e)::writeTo);
            return BAD_INPUT;
        } catch (FileNotFoundException e) {
            LOG.error("{}", e.getMessage());
            output.write(FailureJson.FILE, new FailureJson(e)::writeTo);
            return BAD_INPUT;
        } catch (Exception e) {
            output.write(FailureJson.FILE, new FailureJson(e)::writeTo);
            throw e;
        }
    }

    private void write(DistributedRun.Completed completed) throws IOException {
        DividedProbesets probesets = completed.probesets();
        List<ProbesetResult> results = completed.results();
        List<ProbesetAssessment> assessments = completed.assessments();
        output.write("result.tsv", out -> new ResultWriter(out).writeAll(probesets, results, assessments, () -> false));
        ReportCardBuilder builder = completed.card();
        ReportCard card = builder == null ? null : builder.build(probesets);
        if (card != null) {
            output.write("findings.tsv", out -> FindingsWriter.writeAll(probesets, assessments, out));
            output.write("genotyping-batches.tsv", out -> ReportCardWriter.write(card, out));
        }
        Figures.Subject figures =
                new Figures.Subject(probesets, results, assessments, PValueFloor.of(options.parameters()));
        output.write("figures.json", out -> Figures.write(figures, card, out, () -> false));
        output.write("timings.tsv", new TimingsTable(completed.timings())::writeTo);
        Summary summary = new Summary(probesets, results, assessments, completed.warnings());
        Duration time = Duration.ofNanos(System.nanoTime() - startNanos);
        output.write("summary.txt", out -> summary.writeText(out, time));
        output.write("summary.json", new SummaryJson(summary, time)::writeTo);
    }
}
