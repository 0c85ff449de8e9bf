package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.fault.TsvFormatException;
import org.genoqc.homogeneity.findings.ExclusionCounts.RuleCounts;
import org.genoqc.homogeneity.findings.FindingsSource.Cursor;
import org.genoqc.homogeneity.findings.FindingsSource.Evidence;
import org.genoqc.homogeneity.parameters.ListFormat;
import org.genoqc.homogeneity.parameters.ListIds;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExclusionsTests {

    private static final GenotypeCounts COUNTS = new GenotypeCounts(25, 50, 25, 5);
    private static final List<String> BATCHES = List.of("P1", "P 2", "P3");

    private static final FindingsSource SOURCE = source(
            probeset("a", 1, finding("a", "P1", 1e-13, FindingKind.CALLS)),
            probeset(
                    "b",
                    1e-20,
                    finding("b", "P 2", 1e-13, FindingKind.SWAPPED_ALLELES),
                    finding("b", "P1", 1e-6, FindingKind.CALLS),
                    finding("b", "P3", 1e-9, FindingKind.SWAPPED_ALLELES)),
            probeset("c d", 1e-13),
            probeset("e", 1e-13, finding("e", "P 2", 1e-13, FindingKind.CALLS)),
            probeset("f", 1e-13),
            probeset("g", Double.NaN));

    @Test
    void theListHasItsReasons() throws IOException {
        assertThat(list(ListFormat.TSV, 1))
                .containsExactly(
                        "probeset_id\tbatch_name\treasons",
                        "a\tP1\tp",
                        "b\t\tmore_than_max_batches,p,swapped_alleles",
                        "c d\t\tno_single_batch,probeset_calls_p",
                        "e\tP 2\tp",
                        "f\t\tno_single_batch,probeset_calls_p");
        assertThat(list(ListFormat.TSV, 2)).contains("b\tP 2\tp,swapped_alleles", "b\tP3\tswapped_alleles");
        assertThat(list(ListFormat.TSV, 0)).contains("a\t\tmore_than_max_batches,p");
    }

    private static NamedFinding inStratum(String stratum, double callsP, FindingKind kind) {
        return new NamedFinding("a", "P1", stratum, COUNTS, COUNTS, Math.log(callsP), 0, EnumSet.of(kind));
    }

    @Test
    void aGenotypingBatchThatIsBadInSeveralStrataIsTakenOutOnce() throws IOException {
        FindingsSource source = source(probeset(
                "a",
                1,
                inStratum("x", 1e-13, FindingKind.CALLS),
                inStratum("y", 1e-9, FindingKind.SWAPPED_ALLELES),
                inStratum("z", 1e-5, FindingKind.CALLS)));
        StringBuilder out = new StringBuilder();
        Exclusions exclusions = Exclusions.of(source, Policy.BALANCED, 100, 1);
        exclusions.write(ListFormat.TSV, ListIds.PROBESET_ID, BATCHES, out);
        assertThat(out.toString().lines().skip(1)).containsExactly("a\tP1\tp,swapped_alleles");
        assertThat(exclusions.count().pairs()).isEqualTo(1);
        assertThat(exclusions.count().blankedPairs()).isEqualTo(1);
    }

    @Test
    void aListByTheNamesOfSnpsLeavesOutWhatHasNone() throws IOException {
        FindingsSource source = source(
                named("a", "rs1", false),
                named("b", "", false),
                named("c", "rs 3", false),
                named("d", "rs1", false),
                new Evidence(new ProbesetTests("e", 0, 0), List.of()));
        Exclusions exclusions = Exclusions.of(source, Policy.BALANCED, 18, 1);
        StringBuilder out = new StringBuilder();
        assertThat(exclusions.write(ListFormat.PLINK_ZERO_CLUSTER, ListIds.SNP_ID, BATCHES, out))
                .isEqualTo(new LeftOut(1, 1));
        assertThat(exclusions.write(ListFormat.PLINK_EXCLUDE, ListIds.SNP_ID, BATCHES, out))
                .isEqualTo(new LeftOut(0, 0));
        assertThat(out.toString().lines()).containsExactly("rs1\tP1", "rs1\tP1");
        out.setLength(0);
        assertThat(exclusions.write(ListFormat.TSV, ListIds.SNP_ID, BATCHES, out))
                .isEqualTo(new LeftOut(0, 1));
        assertThat(out.toString().lines())
                .containsExactly("snp_id\tbatch_name\treasons", "rs1\tP1\tp", "rs 3\tP1\tp", "rs1\tP1\tp");
        out.setLength(0);
        assertThat(exclusions.write(ListFormat.MATRIX, ListIds.SNP_ID, BATCHES, out))
                .isEqualTo(new LeftOut(0, 2));
        ExclusionCounts counts = exclusions.count(ListIds.SNP_ID);
        assertThat(counts.leftOutWithoutId()).isEqualTo(1);
        assertThat(counts.leftOutOfPlinkLists()).isEqualTo(1);
        assertThat(exclusions.count().leftOutWithoutId()).isZero();
    }

    /** Twice 4e-4 is below 2 / 100 of 5 %, the limit for the second of two pairs, and above 1 / 100, that for the only one. */
    @Test
    void sexChromosomesAreTakenByTheLimitsOfTheOthers() throws IOException {
        NamedFinding weak = finding("b", "P1", 4e-4, FindingKind.CALLS);
        Evidence other = new Evidence(new ProbesetTests("b", 0, Double.NaN), List.of(weak));
        Policy policy = Policy.parse("fdr=0.05");
        for (boolean isOnX : new boolean[] {true, false}) {
            FindingsSource source = source(named("a", "", isOnX), other);
            assertThat(Exclusions.of(source, policy, 100, 1).count().pairs()).isEqualTo(isOnX ? 0 : 2);
        }
    }

    @Test
    void theMatrixHasAllProbesets() throws IOException {
        assertThat(list(ListFormat.MATRIX, 1))
                .containsExactly(
                        "probeset_id\tP1\tP 2\tP3",
                        "a\t0\t1\t1",
                        "b\t0\t0\t0",
                        "c d\t0\t0\t0",
                        "e\t1\t0\t1",
                        "f\t0\t0\t0",
                        "g\t1\t1\t1");
    }

    @Test
    void whatPlinkCannotReadIsLeftOutOfItsListsAndCounted() throws IOException {
        assertThat(list(ListFormat.PLINK_EXCLUDE, 1)).containsExactly("b", "f");
        assertThat(list(ListFormat.PLINK_ZERO_CLUSTER, 1)).containsExactly("a\tP1");
        Exclusions exclusions = Exclusions.of(SOURCE, Policy.BALANCED, 18, 1);
        StringBuilder out = new StringBuilder();
        assertThat(exclusions
                        .write(ListFormat.PLINK_EXCLUDE, ListIds.PROBESET_ID, BATCHES, out)
                        .unfitLines())
                .isEqualTo(1);
        assertThat(exclusions
                        .write(ListFormat.PLINK_ZERO_CLUSTER, ListIds.PROBESET_ID, BATCHES, out)
                        .unfitLines())
                .isEqualTo(1);
        assertThat(exclusions
                        .write(ListFormat.TSV, ListIds.PROBESET_ID, BATCHES, out)
                        .unfitLines())
                .isZero();
    }

    @Test
    void eachRuleIsCounted() throws IOException {
        ExclusionCounts counts = Exclusions.of(SOURCE, Policy.BALANCED, 18, 1).count();
        assertThat(counts.rules().stream().map(of -> of.name() + of.pairs() + of.probesets() + of.batches()))
                .containsExactly(
                        "p332", "missing_calls000", "allele_frequency000", "swapped_alleles212", "probeset_calls_p020");
        assertThat(counts.pairs()).isEqualTo(4);
        assertThat(counts.probesets()).isEqualTo(3);
        assertThat(counts.batches()).isEqualTo(3);
        assertThat(counts.inTooManyBatches()).isEqualTo(1);
        assertThat(counts.withoutSingleBatch()).isEqualTo(2);
        assertThat(counts.wholeProbesets()).isEqualTo(3);
        assertThat(counts.blankedPairs()).isEqualTo(2);
        assertThat(counts.probesetsInAll()).isEqualTo(6);
        assertThat(counts.rules()).extracting(RuleCounts::rule).contains("swapped_alleles:kind=swapped_alleles");
    }

    /** Pairs are those of {@link Multiplicity}, which is R's, over all pairs of which only the small p-values are stored. */
    @Test
    void theSensitivePolicyTakesWhatBenjaminiAndHochbergDo() throws IOException {
        Random random = new Random(8);
        for (int round = 0; round < 50; round++) {
            double[] pairs = IntStream.range(0, 400)
                    .mapToDouble(i -> Math.pow(random.nextDouble(), i < 40 ? 6 : 1))
                    .toArray();
            double[] probesets = IntStream.range(0, 40)
                    .mapToDouble(i -> i == 0 ? Double.NaN : Math.pow(random.nextDouble(), 3))
                    .toArray();
            List<Evidence> all = new ArrayList<>();
            for (int probeset = 0; probeset < 40; probeset++) {
                List<NamedFinding> findings = new ArrayList<>();
                for (int batch = 0; batch < 10; batch++) {
                    double p = pairs[10 * probeset + batch];
                    if (p < 0.1) {
                        findings.add(finding(id(probeset), "P" + batch, p / 2, FindingKind.CALLS));
                    }
                }
                all.add(probeset(id(probeset), probesets[probeset], findings.toArray(NamedFinding[]::new)));
            }
            double[] adjustedPairs = Multiplicity.benjaminiHochberg(pairs);
            double[] adjustedProbesets = Multiplicity.benjaminiHochberg(probesets);
            TreeSet<String> expected = new TreeSet<>();
            for (int probeset = 0; probeset < 40; probeset++) {
                boolean has = false;
                for (int batch = 0; batch < 10; batch++) {
                    if (adjustedPairs[10 * probeset + batch] <= 0.05) {
                        expected.add(id(probeset) + "\tP" + batch + "\tfdr");
                        has = true;
                    }
                }
                if (!has && adjustedProbesets[probeset] <= 0.05) {
                    expected.add(id(probeset) + "\t\tno_single_batch,probeset_fdr");
                }
            }
            StringBuilder out = new StringBuilder();
            Exclusions.of(source(all.toArray(Evidence[]::new)), Policy.SENSITIVE, 400, 10)
                    .write(ListFormat.TSV, ListIds.PROBESET_ID, List.of(), out);
            assertThat(out.toString().lines().skip(1)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void whatIsStoredGivesTheSameLists() throws IOException {
        List<NamedFinding> findings = new ArrayList<>();
        StringBuilder result = new StringBuilder("probeset_id\tpvalue\tpvalue_nocalls\tpvalue_calls\n");
        try (Cursor cursor = SOURCE.open()) {
            for (Evidence next = cursor.next(); next != null; next = cursor.next()) {
                findings.addAll(next.findings());
                result.append(next.tests().probesetId())
                        .append("\t0.5\tNaN\t")
                        .append(Math.exp(next.tests().lnPValueCalls()))
                        .append('\n');
            }
        }
        String tsv = FindingsTsvTests.tsv(findings);
        FindingsSource stored =
                FindingsSource.stored(() -> new StringReader(result.toString()), () -> new StringReader(tsv));
        for (Policy policy : Policy.NAMED) {
            assertThat(list(stored, policy, ListFormat.TSV, 1)).isEqualTo(list(SOURCE, policy, ListFormat.TSV, 1));
        }
        FindingsSource incomplete = FindingsSource.stored(
                () -> new StringReader(result.toString().replace("b\t0.5", "bb\t0.5")), () -> new StringReader(tsv));
        assertThatThrownBy(() -> list(incomplete, Policy.BALANCED, ListFormat.TSV, 1))
                .isInstanceOf(TsvFormatException.class)
                .hasMessage("result, line 3: no row of b, which has findings");
    }

    @Test
    void nothingFoundIsNothingTaken() throws IOException {
        FindingsSource clean = source(probeset("a", Double.NaN));
        for (Policy policy : Policy.NAMED) {
            assertThat(list(clean, policy, ListFormat.TSV, 0)).containsExactly("probeset_id\tbatch_name\treasons");
            assertThat(list(clean, policy, ListFormat.PLINK_EXCLUDE, 0)).isEmpty();
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Exclusions.of(SOURCE, Policy.BALANCED, 18, -1))
                .isInstanceOf(ParameterException.class)
                .hasMessage("max_batches must be 0 or more, not -1");
        assertThatThrownBy(() -> ListFormat.labelled("bed"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("one of tsv, plink-exclude, plink-zero-cluster, matrix");
        assertThat(ListFormat.labelled("matrix")).isEqualTo(ListFormat.MATRIX);
    }

    private static List<String> list(ListFormat format, int maxBatches) throws IOException {
        return list(SOURCE, Policy.BALANCED, format, maxBatches);
    }

    private static List<String> list(FindingsSource source, Policy policy, ListFormat format, int maxBatches)
            throws IOException {
        StringBuilder out = new StringBuilder();
        Exclusions.of(source, policy, 18, maxBatches).write(format, ListIds.PROBESET_ID, BATCHES, out);
        return out.toString().lines().toList();
    }

    private static Evidence named(String id, String snpId, boolean isOnSexChromosome) {
        return new Evidence(
                new ProbesetTests(id, Math.log(1e-13), Double.NaN),
                List.of(finding(id, "P1", 1e-13, FindingKind.CALLS)),
                snpId,
                isOnSexChromosome);
    }

    private static String id(int probeset) {
        return "AX-%02d".formatted(probeset);
    }

    static Evidence probeset(String id, double callsP, NamedFinding... findings) {
        return new Evidence(new ProbesetTests(id, Math.log(callsP), Double.NaN), List.of(findings));
    }

    private static NamedFinding finding(String probeset, String batch, double callsP, FindingKind kind) {
        return new NamedFinding(probeset, batch, "", COUNTS, COUNTS, Math.log(callsP), 0, EnumSet.of(kind));
    }

    static FindingsSource source(Evidence... probesets) {
        return () -> new Cursor() {
            private int next;

            @Override
            public @Nullable Evidence next() {
                return next < probesets.length ? probesets[next++] : null;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
