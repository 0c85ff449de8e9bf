package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.harness.Plink;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each genotyping batch of 1,000 probesets against the rest, compared with PLINK 1.9 on the same genotypes, where the
 * cases are the samples of the batch and the controls are all others. PLINK prints four digits.
 *
 * <p>P-values of PLINK are not mid-p unless asked for. It counts as tied what is equal up to rounding (2^-44), not up to
 * 1e-7 as R and we do; tables of these sizes have nothing between.
 */
class PlinkPValuesIT {

    private static final int PROBESETS = 1_000;
    private static final int[] SAMPLES = {12, 60, 96, 96, 250};
    private static final List<String> ALLELES = List.of("A A", "A B", "B B", "0 0");
    private static final int MISSING = 3;

    @TempDir
    static Path folder;

    /** By probeset and genotyping batch. */
    private static final List<List<GenotypeCounts>> COUNTS = new ArrayList<>();

    private static Plink plink;

    @BeforeAll
    static void makeGenotypes() throws IOException, InterruptedException {
        Plink.assumeInstalled("plink1.9");
        SplittableRandom random = new SplittableRandom(20270204);
        StringBuilder tped = new StringBuilder();
        for (int probeset = 0; probeset < PROBESETS; probeset++) {
            tped.append("1 ").append(name(probeset)).append(" 0 ").append(probeset + 1);
            double b = probeset % 4 == 0 ? random.nextDouble() * 0.01 : random.nextDouble();
            double missing = probeset % 3 == 0 ? 0.2 * random.nextDouble() : 0.01;
            List<GenotypeCounts> counts = new ArrayList<>();
            for (int batch = 0; batch < SAMPLES.length; batch++) {
                counts.add(append(tped, new Shape(probeset, batch, b, missing), batch, random));
            }
            COUNTS.add(counts);
            tped.append('\n');
        }
        Files.writeString(folder.resolve("made.tped"), tped);
        writeSamples();
        plink = new Plink("plink1.9", folder);
        plink.run("--tfile", "made", "--make-bed", "--out", "made");
    }

    /** A genotyping batch in a probeset. The faulty batch is another one in every ten probesets. */
    private record Shape(int probeset, int batch, double b, double missing) {

        int genotype(SplittableRandom random) {
            boolean isFaulty = batch == probeset / 10 % SAMPLES.length;
            if (probeset % 10 == 8 && isFaulty) {
                // collapsed
                return 1;
            }
            double frequency = frequency(isFaulty);
            return random.nextDouble() < missing(isFaulty)
                    ? MISSING
                    : (random.nextDouble() < frequency ? 1 : 0) + (random.nextDouble() < frequency ? 1 : 0);
        }

        private double frequency(boolean isFaulty) {
            return switch (probeset % 10) {
                // monomorphic, in all batches or in one; swapped alleles; another frequency
                case 0 -> 0;
                case 1 -> isFaulty ? 0 : b;
                case 2 -> isFaulty ? 1 - b : b;
                case 3 -> isFaulty ? Math.min(1, b + 0.15) : b;
                default -> b;
            };
        }

        private double missing(boolean isFaulty) {
            return switch (probeset % 10) {
                // all missing, in one batch, in all others, in all; more missing; none missing
                case 4 -> isFaulty ? 1 : missing;
                case 5 -> isFaulty ? missing : 1;
                case 6 -> probeset < 100 ? 1 : isFaulty ? missing + 0.2 : missing;
                case 7 -> 0;
                default -> missing;
            };
        }
    }

    private static GenotypeCounts append(StringBuilder tped, Shape shape, int batch, SplittableRandom random) {
        long[] counts = new long[ALLELES.size()];
        for (int sample = 0; sample < SAMPLES[batch]; sample++) {
            int genotype = shape.genotype(random);
            counts[genotype]++;
            tped.append(' ').append(ALLELES.get(genotype));
        }
        return new GenotypeCounts(counts[0], counts[1], counts[2], counts[MISSING]);
    }

    /** A phenotype for each genotyping batch: 2 for its samples, cases, 1 for all others. */
    private static void writeSamples() throws IOException {
        StringBuilder samples = new StringBuilder();
        StringBuilder phenotypes = new StringBuilder("FID IID P0 P1 P2 P3 P4\n");
        for (int batch = 0; batch < SAMPLES.length; batch++) {
            int of = batch;
            String isIn = IntStream.range(0, SAMPLES.length)
                    .mapToObj(other -> other == of ? " 2" : " 1")
                    .collect(Collectors.joining());
            for (int sample = 0; sample < SAMPLES[batch]; sample++) {
                String name = "F%d S%d".formatted(batch, sample);
                samples.append(name).append(" 0 0 1 -9\n");
                phenotypes.append(name).append(isIn).append('\n');
            }
        }
        Files.writeString(folder.resolve("made.tfam"), samples);
        Files.writeString(folder.resolve("batches.txt"), phenotypes);
    }

    private static String name(int probeset) {
        return "AX-" + probeset;
    }

    private static BatchAgainstRest pair(int probeset, int batch) {
        List<GenotypeCounts> counts = COUNTS.get(probeset);
        GenotypeCounts all = counts.stream().reduce(new GenotypeCounts(0, 0, 0, 0), GenotypeCounts::plus);
        return new BatchAgainstRest(counts.get(batch), all.minus(counts.get(batch)));
    }

    /** Runs it once for each genotyping batch. */
    private static String run(String out, String... test) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("--bfile", "made", "--pheno", "batches.txt", "--all-pheno", "--allow-no-sex", "--out", out));
        arguments.addAll(Arrays.asList(test));
        return plink.run(arguments.toArray(String[]::new));
    }

    /** The rows of a table by probeset, each by the names of the columns. */
    private static Map<String, Map<String, String>> rows(String file, Predicate<Map<String, String>> wanted)
            throws IOException {
        List<String[]> table = plink.table(file);
        Map<String, Map<String, String>> rows = new HashMap<>();
        for (String[] fields : table.subList(1, table.size())) {
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < fields.length; i++) {
                row.put(table.getFirst()[i], fields[i]);
            }
            if (wanted.test(row)) {
                rows.put(row.get("SNP"), row);
            }
        }
        return rows;
    }

    /** To the four digits that are printed; of what lies in the middle between two numbers either may be printed. */
    private static void assertPrinted(String printed, double ours, String what) {
        BigDecimal theirs = new BigDecimal(printed);
        int exponent = theirs.signum() == 0 ? 0 : theirs.precision() - theirs.scale() - 1;
        assertThat(ours).as(what).isCloseTo(theirs.doubleValue(), within(0.501 * Math.pow(10, exponent - 3)));
    }

    @Test
    void pValuesOfMissingCallsAreThoseOfTestMissing() throws Exception {
        run("missing", "--test-missing");
        int compared = 0;
        for (int batch = 0; batch < SAMPLES.length; batch++) {
            Map<String, Map<String, String>> rows = rows("missing.P" + batch + ".missing", row -> true);
            for (int probeset = 0; probeset < PROBESETS; probeset++) {
                BatchAgainstRest pair = pair(probeset, batch);
                Map<String, String> row = rows.get(name(probeset));
                if (row == null) {
                    // PLINK leaves out what has no missing call, or nothing else
                    assertThat(Testable.ofNocalls(pair.batch(), pair.rest()))
                            .as(pair.toString())
                            .isFalse();
                    assertThat(pair.lnPValueNocalls()).isZero();
                } else {
                    assertPrinted(row.get("P"), Math.exp(pair.lnPValueNocalls()), pair.toString());
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(4_000);
    }

    @Test
    void pValuesOfCallsAreThoseOfModelFisher() throws Exception {
        run("model", "--model", "fisher");
        int belowAlpha = 0;
        for (int batch = 0; batch < SAMPLES.length; batch++) {
            Map<String, Map<String, String>> rows =
                    rows("model.P" + batch + ".model", row -> row.get("TEST").equals("GENO"));
            for (int probeset = 0; probeset < PROBESETS; probeset++) {
                BatchAgainstRest pair = pair(probeset, batch);
                Map<String, String> row = rows.get(name(probeset));
                assertThat(row.get("AFF")).isEqualTo(counts(row.get("A1"), row.get("A2"), pair.batch()));
                assertThat(row.get("UNAFF")).isEqualTo(counts(row.get("A1"), row.get("A2"), pair.rest()));
                assertPrinted(row.get("P"), Math.exp(pair.lnPValueCalls()), pair.toString());
                belowAlpha += pair.lnPValueCalls() <= Math.log(1e-4) ? 1 : 0;
            }
        }
        assertThat(belowAlpha).isBetween(200, 2_000);
    }

    private static String counts(String a1, String a2, GenotypeCounts counts) {
        return a1.equals("A") || a2.equals("B")
                ? "%d/%d/%d".formatted(counts.aa(), counts.ab(), counts.bb())
                : "%d/%d/%d".formatted(counts.bb(), counts.ab(), counts.aa());
    }

    /** Pearson's statistic of the alleles is uncorrected in {@code --assoc}; the odds ratio is the sample's, of A1. */
    @Test
    void statisticsFrequenciesAndOddsRatiosAreThoseOfAssoc() throws Exception {
        run("assoc", "--assoc", "--ci", "0.95");
        int ratios = 0;
        for (int batch = 0; batch < SAMPLES.length; batch++) {
            Map<String, Map<String, String>> rows = rows("assoc.P" + batch + ".assoc", row -> true);
            ReportCardBuilder card = new ReportCardBuilder(1, 0);
            List<Double> statistics = new ArrayList<>();
            for (int probeset = 0; probeset < PROBESETS; probeset++) {
                BatchAgainstRest pair = pair(probeset, batch);
                Map<String, String> row = rows.get(name(probeset));
                card.addCounts(0, pair.batch(), pair.rest());
                FourfoldTable alleles = FourfoldTable.ofAlleles(pair.batch(), pair.rest());
                if (alleles.isTestable()) {
                    assertPrinted(row.get("CHISQ"), alleles.chiSquared(), pair.toString());
                    statistics.add(Double.valueOf(row.get("CHISQ")));
                    ratios += assertEffects(row, pair) ? 1 : 0;
                }
            }
            double mean = statistics.stream().mapToDouble(x -> x).average().orElseThrow();
            ReportCard.AgainstRest calls =
                    card.build(List.of("P" + batch)).batches().getFirst().calls();
            assertThat(calls.tests()).isEqualTo(statistics.size());
            assertThat(calls.meanChiSquared()).isCloseTo(mean, within(5e-4 * mean));
        }
        assertThat(ratios).isGreaterThan(2_000);
    }

    private static boolean assertEffects(Map<String, String> row, BatchAgainstRest pair) {
        Effects effects = Effects.of(pair.batch(), pair.rest());
        boolean isB = row.get("A1").equals("B");
        assertPrinted(row.get("F_A"), isB ? effects.alleleFrequency() : 1 - effects.alleleFrequency(), pair.toString());
        assertPrinted(
                row.get("F_U"),
                isB ? effects.alleleFrequencyRest() : 1 - effects.alleleFrequencyRest(),
                pair.toString());
        if (pair.batch().allelesA() == 0
                || pair.batch().allelesB() == 0
                || pair.rest().allelesA() == 0
                || pair.rest().allelesB() == 0) {
            // we add a half to each count, PLINK has 0 or NA
            return false;
        }
        assertPrinted(row.get("OR"), isB ? effects.oddsRatio() : 1 / effects.oddsRatio(), pair.toString());
        assertPrinted(row.get("L95"), isB ? effects.oddsRatioLow() : 1 / effects.oddsRatioHigh(), pair.toString());
        assertPrinted(row.get("U95"), isB ? effects.oddsRatioHigh() : 1 / effects.oddsRatioLow(), pair.toString());
        return true;
    }

    /** Of the samples of a genotyping batch alone; lines of ALL, AFF and UNAFF, of which AFF are its samples. */
    @Test
    void pValuesOfHardyWeinbergEquilibriumAreThoseOfHardy() throws Exception {
        for (int batch = 0; batch < SAMPLES.length; batch++) {
            int mphenotype = batch + 1;
            plink.run(
                    "--bfile",
                    "made",
                    "--pheno",
                    "batches.txt",
                    "--mpheno",
                    String.valueOf(mphenotype),
                    "--hardy",
                    "--out",
                    "hardy" + batch);
            Map<String, Map<String, String>> rows =
                    rows("hardy" + batch + ".hwe", row -> row.get("TEST").equals("AFF"));
            for (int probeset = 0; probeset < PROBESETS; probeset++) {
                BatchAgainstRest pair = pair(probeset, batch);
                if (pair.batch().called() > 0) {
                    assertPrinted(
                            rows.get(name(probeset)).get("P"),
                            Effects.of(pair.batch(), pair.rest()).hardyWeinbergPValue(),
                            pair.toString());
                }
            }
        }
    }
}
