package org.genoqc.homogeneity.figures;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genoqc.homogeneity.counts.ProbesetNames;
import org.genoqc.homogeneity.findings.Effects;
import org.genoqc.homogeneity.findings.Finding;
import org.genoqc.homogeneity.findings.FindingKind;

/**
 * Some of the findings: those with the smallest p-values, those with the largest differences, and others that a hash
 * chooses evenly among the rest. All of them where there are few.
 */
final class SelectedFindings {

    /** Of those with the smallest p-values. */
    static final int MAX_SMALLEST = 1000;

    private static final int MAX_LARGEST = 200;
    private static final int MAX_OTHERS = 600;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static final Comparator<Numbered> BY_P_VALUE =
            Comparator.comparingDouble(Numbered::lnPValue).thenComparingLong(Numbered::number);

    private final Extremes<Numbered> smallest = new Extremes<>(MAX_SMALLEST, BY_P_VALUE);
    private final Extremes<Numbered> byFrequency = largest(Effects::frequencyDifference);
    private final Extremes<Numbered> byNocalls = largest(Effects::nocallDifference);
    private final Extremes<Numbered> others =
            new Extremes<>(MAX_OTHERS, Comparator.comparingLong(Numbered::hash).thenComparingLong(Numbered::number));
    private long total;

    /** A number of an effect. */
    private interface Difference {
        double of(Effects effects);
    }

    private static Extremes<Numbered> largest(Difference difference) {
        return new Extremes<>(
                MAX_LARGEST,
                Comparator.comparingDouble((Numbered of) -> -absolute(difference.of(of.effects)))
                        .thenComparingLong(Numbered::number));
    }

    private static double absolute(double difference) {
        return Double.isNaN(difference) ? 0 : Math.abs(difference);
    }

    /** A finding with its place among all of them. */
    private record Numbered(long number, Finding finding, Effects effects) {

        double lnPValue() {
            return Math.min(finding.lnPValueCalls(), finding.lnPValueNocalls());
        }

        long hash() {
            long mixed = (number + 1) * GOLDEN;
            mixed = (mixed ^ mixed >>> 32) * GOLDEN;
            return mixed ^ mixed >>> 29;
        }
    }

    void add(Finding finding) {
        Numbered numbered = new Numbered(total, finding, finding.effects());
        total++;
        smallest.add(numbered);
        byFrequency.add(numbered);
        byNocalls.add(numbered);
        others.add(numbered);
    }

    private List<Numbered> selected() {
        Map<Long, Numbered> once = new TreeMap<>();
        Stream.of(smallest, byFrequency, byNocalls, others)
                .flatMap(some -> some.inOrder().stream())
                .forEach(numbered -> once.put(numbered.number(), numbered));
        List<Numbered> sorted = new ArrayList<>(once.values());
        sorted.sort(BY_P_VALUE);
        return sorted;
    }

    /** Writes them as columns, the smallest p-value first. */
    void write(JsonWriter json, ProbesetNames names) throws IOException {
        List<Numbered> rows = selected();
        SequencedMap<Integer, Integer> batches = new LinkedHashMap<>();
        rows.forEach(row -> batches.putIfAbsent(row.finding().genotypingBatch(), batches.size()));
        json.beginObject();
        json.name("total").number(total);
        json.column("batch_names", batches.keySet(), batch -> json.shortName(names.genotypingBatchName(batch)));
        json.column(
                "probeset_id",
                rows,
                row -> json.shortName(names.probesetId(row.finding().probeset())));
        json.column(
                "batch",
                rows,
                row -> json.number(batches.getOrDefault(row.finding().genotypingBatch(), 0)));
        if (names.hasStrata()) {
            json.column(
                    "stratum",
                    rows,
                    row -> json.shortName(names.stratumName(row.finding().stratum())));
        }
        json.column("kinds", rows, row -> json.text(kinds(row.finding())));
        json.column(
                "log10_pvalue_calls",
                rows,
                row -> json.number(log10(row.finding().lnPValueCalls())));
        json.column(
                "log10_pvalue_nocalls",
                rows,
                row -> json.number(log10(row.finding().lnPValueNocalls())));
        json.column("allele_frequency", rows, row -> json.number(row.effects().alleleFrequency()));
        json.column(
                "frequency_difference", rows, row -> json.number(row.effects().frequencyDifference()));
        json.column(
                "nocall_rate", rows, row -> json.number(row.finding().batch().nocallRate()));
        json.column("nocall_difference", rows, row -> json.number(row.effects().nocallDifference()));
        json.endObject();
    }

    private static String kinds(Finding finding) {
        return finding.kinds().stream().map(FindingKind::label).collect(Collectors.joining(","));
    }

    private static double log10(double ln) {
        return ln / Math.log(10);
    }
}
