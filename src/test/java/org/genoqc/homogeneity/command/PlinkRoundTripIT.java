package org.genoqc.homogeneity.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.cli.CommandWithin;
import org.genoqc.homogeneity.command.PlantedPlates.Fault;
import org.genoqc.homogeneity.harness.CommandProcess.Ended;
import org.genoqc.homogeneity.harness.Plink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From genotypes with planted faults to genotypes without, by the programs that a lab has: PLINK 2 and 1.9 count them on three
 * plates, the command reads the files, tests, and says what to take out, PLINK 1.9 takes it out, and both count again.
 * Whichever program counted, the command writes the same bytes.
 */
class PlinkRoundTripIT {

    /** A probeset that is bad on a plate, and should be blanked on it. */
    private record Planted(Fault fault, int probeset, int plate) {}

    @TempDir
    private Path folder;

    private Plink plink19;
    private Plink plink2;

    @BeforeEach
    void findPlink() {
        Plink.assumeInstalled("plink1.9", "plink2");
        plink19 = new Plink("plink1.9", folder);
        plink2 = new Plink("plink2", folder);
    }

    /** Genotypes of PLINK 2, half of whose alleles are B: exchanged alleles would not be seen. */
    @Test
    void genotypesThatPlink2MadeUp() throws Exception {
        plink2.run("--dummy", "288", "60", "0.02", "acgt", "--seed", "3", "--make-bed", "--out", "dummy");
        plink19.run("--bfile", "dummy", "--recode", "--out", "dummy");
        PlantedPlates plates = PlantedPlates.read(folder.resolve("dummy.ped"), folder.resolve("dummy.map"));
        goAllTheWay(
                plates,
                List.of(
                        new Planted(Fault.MORE_NOCALLS, 4, 0),
                        new Planted(Fault.MORE_NOCALLS, 17, 1),
                        new Planted(Fault.FEWER_B, 31, 2),
                        new Planted(Fault.FEWER_A, 58, 1)),
                44);
    }

    @Test
    void genotypesOfAnArrayWithAllChromosomes() throws Exception {
        List<Planted> planted = List.of(
                new Planted(Fault.SWAPPED_ALLELES, 3, 2),
                new Planted(Fault.MORE_NOCALLS, 11, 0),
                // on X, Y, XY and MT
                new Planted(Fault.MORE_NOCALLS, 9, 1),
                new Planted(Fault.FEWER_A, 59, 2),
                new Planted(Fault.FEWER_B, 29, 0),
                new Planted(Fault.MORE_NOCALLS, 39, 1),
                new Planted(Fault.FEWER_B, 150, 1));
        List<Integer> even =
                new ArrayList<>(planted.stream().map(Planted::probeset).toList());
        even.add(101);
        PlantedPlates plates = PlantedPlates.simulated(200, even, 12);
        goAllTheWay(plates, planted, 101);
    }

    /** @param badOnTwo a probeset that is to be made bad on two plates, and should be taken out whole */
    private void goAllTheWay(PlantedPlates plates, List<Planted> planted, int badOnTwo) throws Exception {
        planted.forEach(fault -> plates.plant(fault.fault, fault.probeset, fault.plate));
        plates.plant(Fault.FEWER_B, badOnTwo, 0);
        plates.plant(Fault.FEWER_A, badOnTwo, 1);
        plates.write(folder);
        Files.writeString(folder.resolve("long.tsv"), plates.table());
        plink19.run("--file", "made", "--make-bed", "--out", "made");
        count("made");

        List<String> before = imported(folder.resolve("long.tsv"));
        assertThat(imported(gcounts("made"))).isEqualTo(before);
        assertThat(imported(frqx("made"))).isEqualTo(before);
        Files.writeString(
                folder.resolve("chromosomes.tsv"),
                plates.probesets().stream()
                        .map(probeset -> probeset.id() + "\t" + probeset.chromosome())
                        .collect(Collectors.joining("\n", "probeset_id\tchromosome\n", "\n")));
        test("long", "tsv", folder.resolve("long.tsv"), "--annotation", folder.resolve("chromosomes.tsv"));
        test("gcount", "plink-zero-cluster", gcounts("made"));
        test("frqx", "plink-exclude", frqx("made"));
        for (String table : List.of("result", "findings", "report-card")) {
            for (String other : List.of("gcount", "frqx")) {
                assertThat(folder.resolve(other + "." + table)).hasSameBinaryContentAs(folder.resolve("long." + table));
            }
        }
        List<String> ids =
                plates.probesets().stream().map(PlantedPlates.Probeset::id).toList();
        assertThat(Files.readAllLines(folder.resolve("gcount.exclusions")))
                .containsExactlyInAnyOrderElementsOf(planted.stream()
                        .map(fault -> ids.get(fault.probeset) + "\t" + PlantedPlates.PLATES.get(fault.plate))
                        .toList());
        assertThat(Files.readAllLines(folder.resolve("frqx.exclusions"))).containsExactly(ids.get(badOnTwo));

        plink19.run("--bfile", "made", "--exclude", "frqx.exclusions", "--make-bed", "--out", "kept");
        plink19.run(
                "--bfile",
                "kept",
                "--zero-cluster",
                "gcount.exclusions",
                "--within",
                "within.txt",
                "--make-bed",
                "--out",
                "clean");
        count("clean");
        List<String> after = expected(before, ids.get(badOnTwo));
        assertThat(imported(gcounts("clean"))).isEqualTo(after);
        assertThat(imported(frqx("clean"))).isEqualTo(after);
    }

    /** On every plate, by both programs. */
    private void count(String genotypes) throws Exception {
        for (String plate : PlantedPlates.PLATES) {
            plink19.run(
                    "--bfile", genotypes, "--keep", plate + ".samples", "--freqx", "--out", genotypes + "." + plate);
        }
        plink2.countByPlate(genotypes, genotypes);
    }

    private Object[] gcounts(String genotypes) {
        return files(genotypes, "gcount");
    }

    private Object[] frqx(String genotypes) {
        return files(genotypes, "frqx");
    }

    private Object[] files(String genotypes, String ending) {
        return PlantedPlates.PLATES.stream()
                .map(plate -> folder.resolve(genotypes + "." + plate + "." + ending))
                .toArray();
    }

    /** The lines of the table that the command makes of files. */
    private List<String> imported(Object... files) throws IOException {
        Path table = folder.resolve("imported.tsv");
        run("import", files, "--output", table);
        return Files.readAllLines(table);
    }

    /** Tests files; what is written goes to files whose names begin with another. */
    private void test(String name, String exclusionsFormat, Object... files) {
        run(
                "test",
                files,
                folder.resolve(name + ".result"),
                "--findings",
                folder.resolve(name + ".findings"),
                "--report-card",
                folder.resolve(name + ".report-card"),
                "--exclusions",
                folder.resolve(name + ".exclusions"),
                "--exclusions-format",
                exclusionsFormat,
                "--n-simulations",
                200);
    }

    private void run(String command, Object[] files, Object... arguments) {
        List<Object> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(files));
        words.addAll(List.of(arguments));
        Ended ended = CommandWithin.run(words.toArray());
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    /** Without what was taken out whole, and with the samples of what was blanked among those without a call. */
    private List<String> expected(List<String> before, String takenOut) throws IOException {
        Set<String> blanked = Set.copyOf(Files.readAllLines(folder.resolve("gcount.exclusions")));
        List<String> expected = new ArrayList<>();
        for (String row : before) {
            String[] fields = row.split("\t", -1);
            String pair = fields[0] + "\t" + fields[1];
            if (blanked.contains(pair)) {
                int samples = Arrays.stream(fields)
                        .skip(2)
                        .mapToInt(Integer::parseInt)
                        .sum();
                expected.add(pair + "\t0\t0\t0\t" + samples);
            } else if (!fields[0].equals(takenOut)) {
                expected.add(row);
            }
        }
        return expected;
    }
}
