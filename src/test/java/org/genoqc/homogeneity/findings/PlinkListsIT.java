package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.counts.StratumCounts;
import org.genoqc.homogeneity.findings.FindingsSource.Evidence;
import org.genoqc.homogeneity.harness.Plink;
import org.genoqc.homogeneity.parameters.ListFormat;
import org.genoqc.homogeneity.parameters.ListIds;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lists, read by real PLINK 1.9 and 2 on genotypes with known faults. It looks at what PLINK counts afterwards, not at
 * whether it complains: names that it doesn't know are no fault to it.
 */
class PlinkListsIT {

    /**
     * Several, since a faulty one is part of the rest of all others: of three, the sound two would differ from theirs, and
     * be taken as well.
     */
    private static final List<String> BATCHES = List.of("#plate", "P-1,a", "P_2", "P_3", "P_4", "P_5", "P_6", "P_7");

    private static final Set<Integer> ALL =
            IntStream.range(0, BATCHES.size()).boxed().collect(Collectors.toSet());

    private static final int SAMPLES = 60;
    private static final String FAR_OFF = "AX-2";
    private static final String WITHOUT_CALLS = "AX,3";
    private static final String BAD_IN_ALL = "#AX[4]";
    private static final String NO_SINGLE = "rs:5:\"A'";

    /** PLINK 1.9 takes all but ASCII for white space in {@code --exclude}: this must not take out the probeset 6. */
    private static final String BEYOND_ASCII = "\u00e96";

    private static final List<String> PROBESETS =
            List.of(BAD_IN_ALL, "6", WITHOUT_CALLS, "AX-1", FAR_OFF, "AX-7", NO_SINGLE, BEYOND_ASCII);

    @TempDir
    static Path folder;

    /** What an annotation calls the SNPs: one is without a name, and one assayed by two probesets. */
    private static final Map<String, String> SNPS = Map.of(
            BAD_IN_ALL,
            "rs1",
            "6",
            "rs2",
            WITHOUT_CALLS,
            "rs3",
            "AX-1",
            "rs1",
            FAR_OFF,
            "rs5",
            "AX-7",
            "rs6",
            BEYOND_ASCII,
            "rs7");

    private static final Map<String, int[][]> GENOTYPES = new TreeMap<>();

    private static long leftOut;
    private static LeftOut withoutName = new LeftOut(0, 0);

    /** Genotypes by probeset, genotyping batch and sample: the number of B alleles, 3 without a call. */
    @BeforeAll
    static void makeGenotypesAndLists() throws IOException {
        Plink.assumeInstalled("plink1.9", "plink2");
        Random random = new Random(11);
        for (String probeset : PROBESETS) {
            int[][] genotypes = new int[BATCHES.size()][SAMPLES];
            for (int batch = 0; batch < BATCHES.size(); batch++) {
                double b = frequency(probeset, batch);
                for (int sample = 0; sample < SAMPLES; sample++) {
                    boolean missing = probeset.equals(WITHOUT_CALLS) && batch == 0 && sample % 2 == 0;
                    genotypes[batch][sample] =
                            missing ? 3 : (random.nextDouble() < b ? 1 : 0) + (random.nextDouble() < b ? 1 : 0);
                }
            }
            GENOTYPES.put(probeset, genotypes);
        }
        writeGenotypes();
        Exclusions exclusions = Exclusions.of(
                ExclusionsTests.source(
                        PROBESETS.stream().map(PlinkListsIT::evidence).toArray(Evidence[]::new)),
                Policy.BALANCED,
                (long) PROBESETS.size() * BATCHES.size(),
                1);
        leftOut = write(exclusions, ListFormat.PLINK_EXCLUDE, ListIds.PROBESET_ID, "exclude.txt")
                .unfitLines();
        leftOut += write(exclusions, ListFormat.PLINK_ZERO_CLUSTER, ListIds.PROBESET_ID, "zero.txt")
                .unfitLines();
        withoutName = write(exclusions, ListFormat.PLINK_EXCLUDE, ListIds.SNP_ID, "exclude-snps.txt");
        write(exclusions, ListFormat.PLINK_ZERO_CLUSTER, ListIds.SNP_ID, "zero-snps.txt");
    }

    private static double frequency(String probeset, int batch) {
        if (probeset.equals(BAD_IN_ALL)) {
            return batch % 2 == 0 ? 0.1 : 0.9;
        }
        return probeset.equals(FAR_OFF) && batch == 2 ? 0.95 : 0.3;
    }

    private static Evidence evidence(String probeset) {
        List<NamedFinding> findings = new ArrayList<>();
        for (int batch = 0; batch < BATCHES.size(); batch++) {
            GenotypeCounts own = counts(probeset, Set.of(batch));
            GenotypeCounts rest = counts(probeset, without(batch));
            BatchAgainstRest pair = new BatchAgainstRest(own, rest);
            Finding finding = pair.finding(0, batch, StratumCounts.NONE, 1e-4);
            if (finding != null) {
                findings.add(new NamedFinding(
                        probeset,
                        BATCHES.get(batch),
                        "",
                        own,
                        rest,
                        finding.lnPValueCalls(),
                        finding.lnPValueNocalls(),
                        finding.kinds()));
            }
        }
        boolean isBad = probeset.equals(NO_SINGLE) || probeset.equals(BEYOND_ASCII);
        Evidence found = ExclusionsTests.probeset(probeset, isBad ? 1e-20 : 0.5, findings.toArray(NamedFinding[]::new));
        return new Evidence(found.tests(), found.findings(), SNPS.getOrDefault(probeset, ""), false);
    }

    private static Set<Integer> without(int batch) {
        return ALL.stream().filter(other -> other != batch).collect(Collectors.toSet());
    }

    private static GenotypeCounts counts(String probeset, Set<Integer> batches) {
        long[] counts = new long[4];
        for (int batch : batches) {
            for (int genotype : GENOTYPES.get(probeset)[batch]) {
                counts[genotype]++;
            }
        }
        return new GenotypeCounts(counts[0], counts[1], counts[2], counts[3]);
    }

    private static void writeGenotypes() throws IOException {
        StringBuilder map = new StringBuilder();
        StringBuilder ofSnps = new StringBuilder();
        for (int probeset = 0; probeset < PROBESETS.size(); probeset++) {
            String id = PROBESETS.get(probeset);
            map.append("1\t%s\t0\t%d\n".formatted(id, probeset + 1));
            ofSnps.append("1\t%s\t0\t%d\n".formatted(SNPS.getOrDefault(id, "unnamed"), probeset + 1));
        }
        Files.writeString(folder.resolve("snps.map"), ofSnps);
        StringBuilder ped = new StringBuilder();
        StringBuilder within = new StringBuilder();
        List<String> alleles = List.of("A A", "A G", "G G", "0 0");
        for (int batch = 0; batch < BATCHES.size(); batch++) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                String name = "F%d\tS%d_%d".formatted(batch, batch, sample);
                int b = batch;
                int s = sample;
                ped.append(name)
                        .append("\t0\t0\t1\t-9\t")
                        .append(PROBESETS.stream()
                                .map(probeset -> alleles.get(GENOTYPES.get(probeset)[b][s]))
                                .collect(Collectors.joining("\t", "", "\n")));
                within.append(name).append('\t').append(BATCHES.get(batch)).append('\n');
            }
        }
        Files.writeString(folder.resolve("made.map"), map);
        Files.writeString(folder.resolve("made.ped"), ped);
        Files.writeString(folder.resolve("within.txt"), within);
    }

    private static LeftOut write(Exclusions exclusions, ListFormat format, ListIds ids, String file)
            throws IOException {
        StringBuilder out = new StringBuilder();
        LeftOut left = exclusions.write(format, ids, BATCHES, out);
        Files.writeString(folder.resolve(file), out, StandardCharsets.UTF_8);
        return left;
    }

    @Test
    void theListsAreThoseOfTheFaults() throws IOException {
        assertThat(Files.readAllLines(folder.resolve("exclude.txt"))).containsExactly(BAD_IN_ALL, NO_SINGLE);
        assertThat(Files.readAllLines(folder.resolve("zero.txt")))
                .containsExactly(WITHOUT_CALLS + "\t#plate", FAR_OFF + "\tP_2");
        assertThat(leftOut).isEqualTo(1);
    }

    @Test
    void plink19ExcludesAndBlanks() throws Exception {
        Plink plink = new Plink("plink1.9", folder);
        plink.run("--file", "made", "--make-bed", "--out", "made1");
        plink.run("--bfile", "made1", "--exclude", "exclude.txt", "--make-bed", "--out", "kept1");
        String output = blank(plink, "kept1", "clean1");
        assertThat(output).contains("--zero-cluster: 2 lines processed.");
        plink.run("--bfile", "clean1", "--freqx", "--out", "clean1");
        // CHR SNP A1 A2 hom(A1) het hom(A2) haploid haploid missing
        assertThat(counted(plink, "clean1.frqx")).isEqualTo(expected());
    }

    /** In files whose variants are called by their SNPs; {@code rs1} is of two probesets, which go both. */
    @Test
    void plink19ExcludesByTheNamesOfSnps() throws Exception {
        Plink plink = new Plink("plink1.9", folder);
        plink.run("--ped", "made.ped", "--map", "snps.map", "--make-bed", "--out", "snps");
        plink.run("--bfile", "snps", "--exclude", "exclude-snps.txt", "--make-bed", "--out", "kept-snps");
        assertThat(plink.table("kept-snps.bim"))
                .extracting(row -> row[1])
                .containsExactly("rs2", "rs3", "rs5", "rs6", "unnamed");
        assertThat(Files.readAllLines(folder.resolve("exclude-snps.txt"))).containsExactly("rs1", "rs7");
        assertThat(Files.readAllLines(folder.resolve("zero-snps.txt"))).containsExactly("rs3\t#plate", "rs5\tP_2");
        assertThat(withoutName).isEqualTo(new LeftOut(0, 1));
    }

    @Test
    void plink19BlanksInTheRightGenotypingBatch() throws Exception {
        Plink plink = new Plink("plink1.9", folder);
        plink.run("--file", "made", "--make-bed", "--out", "all");
        blank(plink, "all", "zero");
        plink.run("--bfile", "zero", "--missing", "--within", "within.txt", "--out", "zero");
        // CHR SNP CLST N_MISS N_CLST N_GENO F_MISS
        Map<String, Long> missing = plink.table("zero.lmiss").stream()
                .filter(row -> !row[0].equals("CHR") && number(row[3]) > 0)
                .collect(Collectors.toMap(row -> row[1] + " " + row[2], row -> number(row[3])));
        assertThat(missing)
                .isEqualTo(Map.of(WITHOUT_CALLS + " #plate", (long) SAMPLES, FAR_OFF + " P_2", (long) SAMPLES));
    }

    /** PLINK 2.00 alpha 3 has no {@code --zero-cluster}; it reads what PLINK 1.9 has blanked. */
    @Test
    void plink2ExcludesAndReadsWhatIsBlanked() throws Exception {
        Plink old = new Plink("plink1.9", folder);
        old.run("--file", "made", "--make-bed", "--out", "made2");
        blank(old, "made2", "blank2");
        Plink plink = new Plink("plink2", folder);
        plink.run("--bfile", "blank2", "--exclude", "exclude.txt", "--geno-counts", "--out", "clean2");
        // #CHROM ID REF ALT HOM_REF_CT HET_REF_ALT_CTS TWO_ALT_GENO_CTS HAP_REF_CT HAP_ALT_CTS MISSING_CT
        assertThat(counted(plink, "clean2.gcount")).isEqualTo(expected());
    }

    private static String blank(Plink plink, String from, String to) throws Exception {
        return plink.run(
                "--bfile", from, "--zero-cluster", "zero.txt", "--within", "within.txt", "--make-bed", "--out", to);
    }

    /** The counts of a .frqx or .gcount, whose columns of counts have the same places. */
    private static Map<String, GenotypeCounts> counted(Plink plink, String file) throws IOException {
        Map<String, GenotypeCounts> counted = new TreeMap<>();
        for (String[] row : plink.table(file)) {
            if (!row[0].equals("CHR") && !row[0].equals("#CHROM")) {
                counted.put(row[1], ordered(row[2], number(row[4]), number(row[5]), number(row[6]), number(row[9])));
            }
        }
        return counted;
    }

    /** All but the excluded ones; the blanked genotypes are missing. */
    private static Map<String, GenotypeCounts> expected() {
        Map<String, GenotypeCounts> expected = new TreeMap<>();
        for (String probeset : PROBESETS) {
            if (!probeset.equals(BAD_IN_ALL) && !probeset.equals(NO_SINGLE)) {
                Set<Integer> kept =
                        probeset.equals(WITHOUT_CALLS) ? without(0) : probeset.equals(FAR_OFF) ? without(2) : ALL;
                GenotypeCounts counts = counts(probeset, kept);
                long blanked = (long) (BATCHES.size() - kept.size()) * SAMPLES;
                expected.put(
                        probeset, new GenotypeCounts(counts.aa(), counts.ab(), counts.bb(), counts.nc() + blanked));
            }
        }
        return expected;
    }

    private static GenotypeCounts ordered(String first, long homozygous, long heterozygous, long other, long missing) {
        return first.equals("A")
                ? new GenotypeCounts(homozygous, heterozygous, other, missing)
                : new GenotypeCounts(other, heterozygous, homozygous, missing);
    }

    private static long number(String field) {
        return Long.parseLong(field);
    }
}
