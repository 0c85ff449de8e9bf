package org.genoqc.homogeneity.batch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.statistics.AsymptoticPValue;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.PValueInterval;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.SimulatedPValue;
import org.genoqc.homogeneity.statistics.TestResult;
import org.genoqc.homogeneity.table.Genotype;
import org.genoqc.homogeneity.table.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * A completed batch as bytes. Values of enums have codes of their own, so that their order in the source means nothing. Whoever
 * changes what is written here raises the version of what keeps it, {@code job.storage.PartPlan.VERSION}.
 */
public final class BatchContent {

    /** In the place of a {@link SkipReason}'s code. */
    private static final int TESTED = 0;

    /** The version of the format since which a batch may be run in several slices. */
    private static final int FIRST_SLICED = 3;

    private BatchContent() {}

    /** All of a batch. */
    public static byte[] encode(CompletedBatch batch) throws IOException {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(64 + batch.results().size() * 64);
        DataOutputStream out = new DataOutputStream(bytes);
        writeTiming(out, batch.timing());
        out.writeInt(batch.results().size());
        for (ProbesetResult result : batch.results()) {
            writeResult(out, result);
        }
        out.writeInt(batch.assessments().size());
        for (ProbesetAssessment assessment : batch.assessments()) {
            AssessmentContent.write(out, assessment);
        }
        return bytes.toByteArray();
    }

    /** What {@link #encode} was given. */
    public static CompletedBatch decode(byte[] content) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        BatchTiming timing = readTiming(in);
        int size = in.readInt();
        List<ProbesetResult> results = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            results.add(readResult(in));
        }
        int assessed = in.readInt();
        List<ProbesetAssessment> assessments = new ArrayList<>(assessed);
        for (int i = 0; i < assessed; i++) {
            assessments.add(AssessmentContent.read(in));
        }
        return new CompletedBatch(timing, results, assessments);
    }

    /** The timing alone, with which the whole begins. */
    public static void writeTiming(DataOutputStream out, BatchTiming timing) throws IOException {
        out.writeInt(timing.batch());
        out.writeInt(timing.worker());
        out.writeLong(ChronoUnit.NANOS.between(Instant.EPOCH, timing.started()));
        out.writeLong(timing.queueWait().toNanos());
        out.writeLong(timing.duration().toNanos());
        out.writeInt(timing.standard());
        out.writeInt(timing.monteCarlo());
        out.writeInt(timing.skipped());
        out.writeLong(timing.simulations());
        out.writeLong(timing.busy().toNanos());
        out.writeInt(timing.slices());
        out.writeInt(timing.workers());
    }

    /** The length of what {@link #writeTiming} writes. */
    public static int bytesOfTiming(int version) {
        return version >= FIRST_SLICED ? 68 : 52;
    }

    /** What {@link #writeTiming} wrote. */
    public static BatchTiming readTiming(DataInputStream in) throws IOException {
        return readTiming(in, Integer.MAX_VALUE);
    }

    /** @param version of the format; before 3 each batch was run by one worker in one slice */
    public static BatchTiming readTiming(DataInputStream in, int version) throws IOException {
        int batch = in.readInt();
        int worker = in.readInt();
        Instant started = Instant.EPOCH.plusNanos(in.readLong());
        Duration queueWait = Duration.ofNanos(in.readLong());
        Duration duration = Duration.ofNanos(in.readLong());
        boolean isSliced = version >= FIRST_SLICED;
        return new BatchTiming(
                batch,
                worker,
                started,
                queueWait,
                duration,
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                isSliced ? Duration.ofNanos(in.readLong()) : duration,
                isSliced ? in.readInt() : 1,
                isSliced ? in.readInt() : 1);
    }

    private static void writeResult(DataOutputStream out, ProbesetResult result) throws IOException {
        out.writeInt(result.nBatches());
        out.writeInt(result.nStrata());
        out.writeLong(result.totalSamples());
        out.writeDouble(result.minExpectedCount());
        out.writeByte(
                result.excludedGenotypes().stream().mapToInt(BatchContent::code).sum());
        SkipReason skipReason = result.skipReason();
        out.writeByte(skipReason == null ? TESTED : code(skipReason));
        TestResult test = result.test();
        if (test != null) {
            writeTest(out, test);
        }
    }

    private static void writeTest(DataOutputStream out, TestResult test) throws IOException {
        out.writeBoolean(test.method() == Method.STANDARD);
        out.writeDouble(test.chiSquared());
        out.writeInt(test.degreesOfFreedom());
        out.writeDouble(test.asymptotic().value());
        out.writeDouble(test.asymptotic().ln());
        SimulatedPValue simulated = test.simulated();
        out.writeBoolean(simulated != null);
        if (simulated != null) {
            out.writeDouble(simulated.value());
            out.writeDouble(simulated.interval().low());
            out.writeDouble(simulated.interval().high());
            out.writeInt(simulated.simulations());
            out.writeInt(simulated.exceedances());
        }
    }

    private static ProbesetResult readResult(DataInputStream in) throws IOException {
        int nBatches = in.readInt();
        int nStrata = in.readInt();
        long totalSamples = in.readLong();
        double minExpectedCount = in.readDouble();
        Set<Genotype> excluded = genotypes(in.readByte());
        SkipReason skipReason = skipReason(in.readByte());
        TestResult test = skipReason == null ? readTest(in) : null;
        return new ProbesetResult(nBatches, nStrata, totalSamples, minExpectedCount, excluded, test, skipReason);
    }

    private static TestResult readTest(DataInputStream in) throws IOException {
        return new TestResult(
                in.readBoolean() ? Method.STANDARD : Method.MONTE_CARLO,
                in.readDouble(),
                in.readInt(),
                new AsymptoticPValue(in.readDouble(), in.readDouble()),
                in.readBoolean() ? readSimulated(in) : null);
    }

    private static SimulatedPValue readSimulated(DataInputStream in) throws IOException {
        return new SimulatedPValue(
                in.readDouble(), new PValueInterval(in.readDouble(), in.readDouble()), in.readInt(), in.readInt());
    }

    /** One bit each, so that they add up to a set. */
    private static int code(Genotype genotype) {
        return switch (genotype) {
            case AA -> 1;
            case AB -> 2;
            case BB -> 4;
            case NC -> 8;
        };
    }

    private static Set<Genotype> genotypes(int codes) {
        Set<Genotype> genotypes = EnumSet.noneOf(Genotype.class);
        for (Genotype genotype : Genotype.values()) {
            if ((codes & code(genotype)) != 0) {
                genotypes.add(genotype);
            }
        }
        return genotypes;
    }

    private static int code(SkipReason reason) {
        return switch (reason) {
            case ALL_ZERO -> 1;
            case ONE_BATCH -> 2;
            case ONE_GENOTYPE -> 3;
            case SEX_CHROMOSOME -> 4;
            case NO_STRATUM -> 5;
        };
    }

    private static @Nullable SkipReason skipReason(int code) throws IOException {
        if (code == TESTED) {
            return null;
        }
        for (SkipReason reason : SkipReason.values()) {
            if (code(reason) == code) {
                return reason;
            }
        }
        throw new IOException("no reason to skip a probeset has the code " + code);
    }
}
