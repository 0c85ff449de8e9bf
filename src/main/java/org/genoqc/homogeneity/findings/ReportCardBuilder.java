package org.genoqc.homogeneity.findings;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.counts.ProbesetNames;
import org.genoqc.homogeneity.counts.StratumCounts;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.TestResult;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * Collects a {@link ReportCard}. Not for several threads at once: each takes its own and they are merged. All is whole
 * numbers added up, so that the card is the same to the last bit whatever the order and the parts.
 */
public final class ReportCardBuilder {

    /** Resolution of lambda: 2^-10 for up to so many genotyping batches, half as fine for each doubling of them. */
    private static final int BATCHES_AT_FULL_RESOLUTION = 128;

    private static final int MAX_BITS = 9;
    private static final int MIN_BITS = 0;
    private static final int MAX_PARTS = 8;
    private static final int PART_OF_HEAP = 16;

    private final double minExpectedCount;
    private final Tally[] tallies;
    private long probesets;
    private long significant;

    /**
     * An empty card.
     *
     * @param minExpectedCount what every expected count of a test must reach to take part in lambda
     */
    public ReportCardBuilder(int genotypingBatches, double minExpectedCount) {
        this.minExpectedCount = minExpectedCount;
        int bits = bits(genotypingBatches);
        this.tallies = IntStream.range(0, genotypingBatches)
                .mapToObj(batch -> new Tally(bits))
                .toArray(Tally[]::new);
    }

    /** About what a builder takes on the heap; 8 MB for 128 genotyping batches, no more up to 65,536, then in proportion. */
    public static long bytes(int genotypingBatches) {
        return 2L * genotypingBatches * MedianHistogram.bytes(bits(genotypingBatches));
    }

    private static int bits(int genotypingBatches) {
        int halvings = 0;
        while ((long) BATCHES_AT_FULL_RESOLUTION << halvings < genotypingBatches) {
            halvings++;
        }
        return Math.max(MIN_BITS, MAX_BITS - halvings);
    }

    /**
     * The card of a data set, without its probesets on sex chromosomes; made by several threads.
     *
     * @param results one for each probeset of {@code counts}
     * @param assessments likewise
     * @param minExpectedCount what every expected count of a test must reach to take part in lambda
     */
    public static ReportCard of(
            ProbesetCounts counts,
            List<ProbesetResult> results,
            List<ProbesetAssessment> assessments,
            double minExpectedCount) {
        // not more than the cores that can help, nor than the heap has room for
        long room = Runtime.getRuntime().maxMemory() / PART_OF_HEAP / bytes(counts.genotypingBatches());
        int parts = Math.clamp(room, 1, Math.min(MAX_PARTS, Runtime.getRuntime().availableProcessors()));
        ReportCardBuilder whole = new ReportCardBuilder(counts.genotypingBatches(), minExpectedCount);
        IntStream.range(0, parts)
                .parallel()
                .mapToObj(part -> {
                    ReportCardBuilder builder = new ReportCardBuilder(counts.genotypingBatches(), minExpectedCount);
                    for (int probeset = part; probeset < results.size(); probeset += parts) {
                        if (!counts.isOnSexChromosome(probeset)) {
                            builder.add(counts, probeset, results.get(probeset), assessments.get(probeset));
                        }
                    }
                    return builder;
                })
                .toList()
                .forEach(whole::merge);
        return whole.build(counts);
    }

    /**
     * Adds a probeset, which is not on a sex chromosome.
     *
     * @param probeset its number among those of {@code counts}
     */
    public void add(ProbesetCounts counts, int probeset, ProbesetResult result, ProbesetAssessment assessment) {
        Map<Integer, Long> samples = new HashMap<>();
        for (StratumCounts stratum : counts.byStratum(probeset)) {
            ContingencyTable table = stratum.table();
            GenotypeCounts all = GenotypeCounts.ofColumns(table);
            for (int row = 0; row < table.rows(); row++) {
                GenotypeCounts batch = GenotypeCounts.ofRow(table, row);
                addCounts(stratum.genotypingBatch(row), batch, all.minus(batch));
                if (counts.hasStrata()) {
                    samples.merge(stratum.genotypingBatch(row), batch.samples(), Long::sum);
                }
            }
        }
        samples.forEach((batch, ofAllStrata) -> tallies[batch].samples = Math.max(tallies[batch].samples, ofAllStrata));
        TestResult test = result.test();
        addAssessment(assessment, test == null ? Double.NaN : test.pValue());
    }

    /**
     * Adds the counts of a genotyping batch in a probeset, or in one of its strata.
     *
     * @param genotypingBatch its number
     * @param rest the counts of all others together
     */
    public void addCounts(int genotypingBatch, GenotypeCounts batch, GenotypeCounts rest) {
        Tally tally = tallies[genotypingBatch];
        tally.samples = Math.max(tally.samples, batch.samples());
        tally.called.add(batch.called());
        tally.missing.add(batch.nc());
        tally.tested += Testable.any(batch, rest) ? 1 : 0;
        tally.calls.add(FourfoldTable.ofAlleles(batch, rest), minExpectedCount);
        tally.nocalls.add(FourfoldTable.ofNocalls(batch, rest), minExpectedCount);
    }

    /**
     * Adds what was found of a probeset.
     *
     * @param pValue that of the probeset's test; NaN where it was skipped
     */
    public void addAssessment(ProbesetAssessment assessment, double pValue) {
        probesets++;
        for (Finding finding : assessment.findings()) {
            Tally tally = tallies[finding.genotypingBatch()];
            tally.findings++;
            finding.kinds().forEach(kind -> tally.kinds.merge(kind, 1L, Long::sum));
        }
        if (pValue < TestResult.SIGNIFICANCE_LEVEL) {
            significant++;
            if (assessment.worstBatch() != ProbesetAssessment.NO_BATCH) {
                Tally worst = tallies[assessment.worstBatch()];
                worst.worstOf++;
                worst.significantOnlyWithIt += assessment.pValueWithoutWorst() >= TestResult.SIGNIFICANCE_LEVEL ? 1 : 0;
            }
        }
    }

    /** Adds all that another builder, for the same genotyping batches, has. */
    public void merge(ReportCardBuilder other) {
        if (other.tallies.length != tallies.length) {
            throw new IllegalArgumentException(
                    "cards of " + tallies.length + " and " + other.tallies.length + " genotyping batches");
        }
        probesets += other.probesets;
        significant += other.significant;
        for (int batch = 0; batch < tallies.length; batch++) {
            tallies[batch].add(other.tallies[batch]);
        }
    }

    /** Writes what was collected, mostly zeros, for {@link #mergeWritten}. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(probesets);
        out.writeLong(significant);
        for (Tally tally : tallies) {
            tally.write(out);
        }
    }

    /** Adds all that another builder, for the same genotyping batches, has written. */
    public void mergeWritten(DataInput in) throws IOException {
        probesets += in.readLong();
        significant += in.readLong();
        for (Tally tally : tallies) {
            tally.addWritten(in);
        }
    }

    /** @param names of the data set that it is of */
    public ReportCard build(ProbesetNames names) {
        return build(IntStream.range(0, names.genotypingBatches())
                .mapToObj(names::genotypingBatchName)
                .toList());
    }

    /** @param batchNames by number */
    public ReportCard build(List<String> batchNames) {
        return new ReportCard(
                probesets,
                significant,
                IntStream.range(0, tallies.length)
                        .mapToObj(batch -> tallies[batch].grade(batchNames.get(batch)))
                        .sorted(Comparator.comparingLong(ReportCard.Grade::findings)
                                .thenComparingDouble(ReportCard.Grade::largerMean)
                                .reversed()
                                .thenComparing(ReportCard.Grade::name, CodePointOrder.INSTANCE))
                        .toList());
    }

    private static final class Tally {

        private final ExactSum called = new ExactSum();
        private final ExactSum missing = new ExactSum();
        private final Statistics calls;
        private final Statistics nocalls;
        private final Map<FindingKind, Long> kinds = new EnumMap<>(FindingKind.class);
        private long samples;
        private long tested;
        private long findings;
        private long worstOf;
        private long significantOnlyWithIt;

        Tally(int bits) {
            this.calls = new Statistics(bits);
            this.nocalls = new Statistics(bits);
        }

        void add(Tally other) {
            called.add(other.called);
            missing.add(other.missing);
            calls.add(other.calls);
            nocalls.add(other.nocalls);
            other.kinds.forEach((kind, number) -> kinds.merge(kind, number, Long::sum));
            samples = Math.max(samples, other.samples);
            tested += other.tested;
            findings += other.findings;
            worstOf += other.worstOf;
            significantOnlyWithIt += other.significantOnlyWithIt;
        }

        void write(DataOutput out) throws IOException {
            called.write(out);
            missing.write(out);
            calls.write(out);
            nocalls.write(out);
            for (FindingKind kind : FindingKind.values()) {
                out.writeLong(kinds.getOrDefault(kind, 0L));
            }
            for (long number : new long[] {samples, tested, findings, worstOf, significantOnlyWithIt}) {
                out.writeLong(number);
            }
        }

        void addWritten(DataInput in) throws IOException {
            called.addWritten(in);
            missing.addWritten(in);
            calls.addWritten(in);
            nocalls.addWritten(in);
            for (FindingKind kind : FindingKind.values()) {
                kinds.merge(kind, in.readLong(), Long::sum);
            }
            samples = Math.max(samples, in.readLong());
            tested += in.readLong();
            findings += in.readLong();
            worstOf += in.readLong();
            significantOnlyWithIt += in.readLong();
        }

        ReportCard.Grade grade(String name) {
            Map<FindingKind, Long> byKind = new EnumMap<>(FindingKind.class);
            for (FindingKind kind : FindingKind.values()) {
                byKind.put(kind, kinds.getOrDefault(kind, 0L));
            }
            double callRate = called.value() / (called.value() + missing.value());
            return new ReportCard.Grade(
                    name,
                    samples,
                    callRate,
                    tested,
                    calls.againstRest(),
                    nocalls.againstRest(),
                    findings,
                    byKind,
                    worstOf,
                    significantOnlyWithIt);
        }
    }

    private static final class Statistics {

        private final ExactSum sum = new ExactSum();
        private final MedianHistogram standard;
        private long tests;

        Statistics(int bits) {
            this.standard = new MedianHistogram(bits);
        }

        void add(FourfoldTable table, double minExpectedCount) {
            if (!table.isTestable()) {
                return;
            }
            double chiSquared = table.chiSquared();
            tests++;
            sum.addInFixedPoint(chiSquared);
            if (table.minExpectedCount() >= minExpectedCount) {
                standard.add(chiSquared);
            }
        }

        void add(Statistics other) {
            tests += other.tests;
            sum.add(other.sum);
            standard.add(other.standard);
        }

        void write(DataOutput out) throws IOException {
            out.writeLong(tests);
            sum.write(out);
            standard.write(out);
        }

        void addWritten(DataInput in) throws IOException {
            tests += in.readLong();
            sum.addWritten(in);
            standard.addWritten(in);
        }

        ReportCard.AgainstRest againstRest() {
            return new ReportCard.AgainstRest(
                    tests,
                    tests == 0 ? Double.NaN : sum.valueInFixedPoint() / tests,
                    standard.numbers(),
                    standard.median() / GenomicInflation.MEDIAN_OF_ONE_DEGREE);
        }
    }
}
