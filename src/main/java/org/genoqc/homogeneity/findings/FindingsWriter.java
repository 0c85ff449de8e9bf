package org.genoqc.homogeneity.findings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genoqc.homogeneity.counts.ProbesetNames;
import org.genoqc.homogeneity.counts.ProbesetPlace;

/**
 * Writes findings as TSV, numbers and lines as in the result. The order is that of the data set: probesets, then genotyping
 * batches, by code points.
 */
public final class FindingsWriter {

    static final List<String> NAMES = List.of("probeset_id", "batch_name", "kinds");

    static final List<String> COUNTS =
            List.of("n_AA", "n_AB", "n_BB", "n_NC", "n_AA_rest", "n_AB_rest", "n_BB_rest", "n_NC_rest");

    static final List<String> TESTS = List.of("pvalue_calls", "ln_pvalue_calls", "pvalue_nocalls", "ln_pvalue_nocalls");

    static final String STRATUM = "stratum";

    private static final List<String> EFFECTS = List.of(
            "allele_frequency",
            "allele_frequency_rest",
            "frequency_difference",
            "heterozygote_difference",
            "nocall_difference",
            "odds_ratio",
            "odds_ratio_low",
            "odds_ratio_high",
            "pvalue_hwe");

    /** The header line, without its end. */
    public static final String HEADER =
            Stream.of(NAMES, COUNTS, TESTS, EFFECTS).flatMap(List::stream).collect(Collectors.joining("\t"));

    private final Appendable out;
    private final boolean hasStrata;
    private final boolean isAnnotated;

    /** Writes findings of a data set without strata or annotation. */
    public FindingsWriter(Appendable out) {
        this(out, false, false);
    }

    /**
     * @param hasStrata whether there is a column of the stratum
     * @param isAnnotated whether there are columns of where the probeset is
     */
    public FindingsWriter(Appendable out, boolean hasStrata, boolean isAnnotated) {
        this.out = out;
        this.hasStrata = hasStrata;
        this.isAnnotated = isAnnotated;
    }

    /**
     * Writes the findings of all probesets of a data set, with the header.
     *
     * @param assessments one for each probeset of {@code names}
     */
    public static void writeAll(ProbesetNames names, List<ProbesetAssessment> assessments, Appendable out)
            throws IOException {
        FindingsWriter writer = new FindingsWriter(out, names.hasStrata(), names.isAnnotated());
        writer.writeHeader();
        for (ProbesetAssessment assessment : assessments) {
            for (Finding finding : assessment.findings()) {
                writer.write(NamedFinding.of(finding, names), names.place(finding.probeset()));
            }
        }
    }

    public void writeHeader() throws IOException {
        out.append(HEADER).append(hasStrata ? "\t" + STRATUM : "");
        if (isAnnotated) {
            out.append('\t').append(String.join("\t", ProbesetPlace.COLUMNS));
        }
        out.append('\n');
    }

    public void write(NamedFinding finding) throws IOException {
        write(finding, ProbesetPlace.UNKNOWN);
    }

    /** @param place of the probeset; on a sex chromosome there is no p-value of Hardy and Weinberg */
    public void write(NamedFinding finding, ProbesetPlace place) throws IOException {
        List<String> fields = new ArrayList<>(List.of(finding.probesetId(), finding.batchName(), kinds(finding)));
        for (GenotypeCounts of : List.of(finding.batch(), finding.rest())) {
            Stream.of(of.aa(), of.ab(), of.bb(), of.nc()).map(String::valueOf).forEach(fields::add);
        }
        for (double ln : new double[] {finding.lnPValueCalls(), finding.lnPValueNocalls()}) {
            fields.add(Double.toString(Math.exp(ln)));
            fields.add(Double.toString(ln));
        }
        for (double effect : effects(Effects.of(finding.batch(), finding.rest()), place)) {
            fields.add(Double.toString(effect));
        }
        if (hasStrata) {
            fields.add(finding.stratum());
        }
        if (isAnnotated) {
            fields.addAll(place.fields());
        }
        out.append(String.join("\t", fields)).append('\n');
    }

    /** Labels separated by commas. */
    static String kinds(NamedFinding finding) {
        return finding.kinds().stream().map(FindingKind::label).collect(Collectors.joining(","));
    }

    /** In the order of the columns. */
    private static double[] effects(Effects effects, ProbesetPlace place) {
        return new double[] {
            effects.alleleFrequency(),
            effects.alleleFrequencyRest(),
            effects.frequencyDifference(),
            effects.heterozygoteDifference(),
            effects.nocallDifference(),
            effects.oddsRatio(),
            effects.oddsRatioLow(),
            effects.oddsRatioHigh(),
            place.isOnSexChromosome() ? Double.NaN : effects.hardyWeinbergPValue()
        };
    }
}
