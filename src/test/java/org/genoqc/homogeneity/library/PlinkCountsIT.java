package org.genoqc.homogeneity.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.genoqc.homogeneity.harness.Plink;
import org.genoqc.homogeneity.input.InputFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The counts that real PLINK 1.9 and 2 make of the same genotypes on three plates, and those counted here: the same result,
 * byte for byte, whatever the order of the files.
 */
class PlinkCountsIT {

    private static final List<String> PLATES = List.of("plate1", "plate.2", "p3");
    private static final int SAMPLES = 40;
    private static final int PROBESETS = 30;
    /** On chromosome X, outside of what it shares with Y: a man has one allele. */
    private static final int ON_X = 7;

    private static final int MONOMORPHIC = 11;

    @TempDir
    static Path folder;

    private static String expected = "";
    private static String expectedFindings = "";

    @BeforeAll
    static void makeGenotypes() throws Exception {
        Plink.assumeInstalled("plink1.9", "plink2");
        Random random = new Random(5);
        int[][][] counts = new int[PROBESETS][PLATES.size()][4];
        StringBuilder ped = new StringBuilder();
        StringBuilder plates = new StringBuilder("#FID\tIID\tPLATE\n");
        for (int plate = 0; plate < PLATES.size(); plate++) {
            StringBuilder ofPlate = new StringBuilder();
            for (int sample = 0; sample < SAMPLES; sample++) {
                String name = "F%d\tS%d_%d".formatted(plate, plate, sample);
                boolean isMan = sample % 2 == 0;
                ped.append(name).append("\t0\t0\t").append(isMan ? 1 : 2).append("\t-9");
                for (int probeset = 0; probeset < PROBESETS; probeset++) {
                    int genotype = genotype(probeset, plate, isMan, random);
                    counts[probeset][plate][genotype]++;
                    ped.append('\t').append(alleles(probeset, genotype));
                }
                ped.append('\n');
                plates.append(name).append('\t').append(PLATES.get(plate)).append('\n');
                ofPlate.append(name).append('\n');
            }
            Files.writeString(folder.resolve(PLATES.get(plate) + ".samples"), ofPlate);
        }
        Files.writeString(folder.resolve("made.ped"), ped);
        Files.writeString(folder.resolve("plates.txt"), plates);
        writeMapAndTable(counts);
        AnalysisResult result = result(table());
        expected = table(result);
        expectedFindings = findings(result);
        assertThat(expectedFindings.lines().count()).as("findings").isGreaterThan(1);
        Plink old = new Plink("plink1.9", folder);
        old.run("--file", "made", "--make-bed", "--out", "made");
        for (String plate : PLATES) {
            old.run("--bfile", "made", "--keep", plate + ".samples", "--freqx", "--out", "old." + plate);
            // alleles that no sample of the plate has are 0
            old.run("--file", "made", "--keep", plate + ".samples", "--recode", "--out", "own");
            old.run("--file", "own", "--freqx", "--out", "own." + plate);
        }
        new Plink("plink2", folder).countByPlate("made", "new");
    }

    /** The allele that comes second has another frequency on the last plate, so that PLINK 1.9 exchanges them there. */
    private static int genotype(int probeset, int plate, boolean isMan, Random random) {
        if (random.nextInt(20) == 0) {
            return 3;
        }
        double b = probeset == MONOMORPHIC && plate == 0 ? 0 : probeset % 3 == 0 && plate == 2 ? 0.8 : 0.3;
        int first = random.nextDouble() < b ? 1 : 0;
        int second = random.nextDouble() < b ? 1 : 0;
        return probeset == ON_X && isMan ? 2 * first : first + second;
    }

    /** Those of every other probeset in the order of the alphabet; insertions among them. */
    private static String alleles(int probeset, int genotype) {
        String a = probeset % 5 == 0 ? "C" : "A";
        String b = probeset % 5 == 0 ? "CTT" : "G";
        return List.of(a + " " + a, a + " " + b, b + " " + b, "0 0").get(genotype);
    }

    private static void writeMapAndTable(int[][][] counts) throws IOException {
        StringBuilder map = new StringBuilder();
        StringBuilder chromosomes = new StringBuilder("probeset_id\tchromosome\n");
        StringBuilder table = new StringBuilder("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
        for (int probeset = 0; probeset < PROBESETS; probeset++) {
            String chromosome = probeset == ON_X ? "X" : "1";
            map.append("%s\trs%d\t0\t%d\n".formatted(chromosome, probeset, 5_000_000 + probeset));
            chromosomes.append("rs%d\t%s\n".formatted(probeset, chromosome));
            for (int plate = 0; plate < PLATES.size(); plate++) {
                table.append("rs%d\t%s".formatted(probeset, PLATES.get(plate)));
                for (int count : counts[probeset][plate]) {
                    table.append('\t').append(count);
                }
                table.append('\n');
            }
        }
        Files.writeString(folder.resolve("made.map"), map);
        Files.writeString(folder.resolve("chromosomes.tsv"), chromosomes);
        Files.writeString(folder.resolve("long.tsv"), table);
    }

    /** The table, which does not say of the chromosomes what files of PLINK do. */
    private static InputFiles table() {
        return InputFiles.of(folder.resolve("long.tsv")).withAnnotation(folder.resolve("chromosomes.tsv"));
    }

    @Test
    void plink2GivesTheSameResult() throws Exception {
        assertTheSame("new.", ".gcount");
    }

    @Test
    void plink19GivesTheSameResult() throws Exception {
        assertTheSame("old.", ".frqx");
    }

    /** Where the genotypes of each plate are in files of their own, an allele may be unknown on a plate. */
    @Test
    void plink19GivesTheSameResultWhereItDoesNotKnowAllAlleles() throws Exception {
        assertThat(Files.readAllLines(folder.resolve("own.plate1.frqx")))
                .anyMatch(line -> line.startsWith("1\trs" + MONOMORPHIC + "\t0\tA\t"));
        assertTheSame("own.", ".frqx");
    }

    private static void assertTheSame(String prefix, String ending) throws Exception {
        List<Path> files = new ArrayList<>();
        for (String plate : PLATES) {
            files.add(folder.resolve(prefix + plate + ending));
        }
        for (int order = 0; order < 2; order++) {
            AnalysisResult result = result(InputFiles.of(files));
            assertThat(table(result)).isEqualTo(expected);
            assertThat(findings(result)).isEqualTo(expectedFindings);
            Collections.reverse(files);
        }
        StringBuilder imported = new StringBuilder();
        ImportedCounts.read(InputFiles.of(files)).writeTsv(imported);
        StringBuilder table = new StringBuilder();
        ImportedCounts.read(table()).writeTsv(table);
        assertThat(imported).hasToString(table.toString());
    }

    private static AnalysisResult result(InputFiles files) throws IOException, InterruptedException {
        AnalysisResult result =
                HomogeneityAnalysis.withDefaults().withSimulations(200).run(files);
        assertThat(result.outline().warnings()).noneMatch(warning -> warning.contains("exchanged"));
        return result;
    }

    private static String table(AnalysisResult result) throws IOException {
        StringBuilder out = new StringBuilder();
        result.writeTsv(out);
        return out.toString();
    }

    private static String findings(AnalysisResult result) throws IOException {
        StringBuilder out = new StringBuilder();
        result.writeFindings(out);
        return out.toString();
    }
}
