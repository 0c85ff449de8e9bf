package org.genoqc.homogeneity.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** PLINK 1.9 or 2, as Debian's packages plink1.9 and plink2 have them, run in a folder. */
public final class Plink {

    private final String program;
    private final Path folder;

    /** @param program {@code plink1.9} or {@code plink2} */
    public Plink(String program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** Skips the test where one of the programs is missing. */
    public static void assumeInstalled(String... programs) {
        for (String program : programs) {
            Programs.assumeInstalled(program);
        }
    }

    /** Runs it on one thread; it has to succeed. */
    public String run(String... arguments) throws IOException, InterruptedException {
        return Programs.run(
                folder,
                Stream.of(List.of(program), Arrays.asList(arguments), List.of("--threads", "1"))
                        .flatMap(List::stream)
                        .toList());
    }

    /** Has PLINK 2 count the genotypes of each plate, which plates.txt names in its column PLATE, into files of their own. */
    public void countByPlate(String genotypes, String out) throws IOException, InterruptedException {
        run("--bfile", genotypes, "--pheno", "plates.txt", "--loop-cats", "PLATE", "--geno-counts", "--out", out);
    }

    /** The fields of each line of a table that it wrote, which are separated by white space. */
    public List<String[]> table(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .map(line -> line.strip().split("\\s+", -1))
                .toList();
    }
}
