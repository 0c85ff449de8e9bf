package org.genoqc.homogeneity.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Genotypes of samples on three plates, in files that PLINK reads: {@code made.ped} and {@code made.map}, and of which plate
 * each sample is, {@code plates.txt} with a header, {@code within.txt} without, and a {@code .samples} for each plate.
 *
 * @param probesets with the genotypes of all samples, plate after plate
 * @param samples all samples
 */
record PlantedPlates(List<Probeset> probesets, List<Sample> samples) {

    static final List<String> PLATES = List.of("P-1", "plate.2", "P_3");
    static final int SAMPLES_OF_PLATE = 96;

    /** The genotype of a sample without a call. */
    static final int NO_CALL = 3;

    /** So many that two thirds, to this power, are above the p-value of a finding, a third below: only one plate is found. */
    private static final int WITHOUT_CALL = 18;

    private static final int OF_OTHER_GENOTYPE = 75;

    /** What goes wrong on a plate. */
    enum Fault {
        MORE_NOCALLS {
            @Override
            int of(int genotype, int sample) {
                return sample < WITHOUT_CALL ? NO_CALL : genotype;
            }
        },
        FEWER_B {
            @Override
            int of(int genotype, int sample) {
                return sample < OF_OTHER_GENOTYPE ? 0 : genotype;
            }
        },
        FEWER_A {
            @Override
            int of(int genotype, int sample) {
                return sample < OF_OTHER_GENOTYPE ? 2 : genotype;
            }
        },
        SWAPPED_ALLELES {
            @Override
            int of(int genotype, int sample) {
                return genotype == NO_CALL ? NO_CALL : 2 - genotype;
            }
        };

        /** What becomes of the genotype of a sample of the plate, which are numbered from 0. */
        abstract int of(int genotype, int sample);
    }

    /**
     * A probeset.
     *
     * @param chromosome as PLINK names it
     * @param a the allele that comes first in code point order
     * @param genotypes of each sample the number of alleles {@code b}, or {@link #NO_CALL}
     */
    @SuppressWarnings("ArrayRecordComponent") // changed in place
    record Probeset(String id, String chromosome, String a, String b, int[] genotypes) {

        String alleles(int sample) {
            return List.of(a + " " + a, a + " " + b, b + " " + b, "0 0").get(genotypes[sample]);
        }
    }

    /** @param sex 1 for a man, 2 for a woman */
    record Sample(String family, String name, int sex) {}

    /**
     * Genotypes of both sexes in Hardy-Weinberg proportions of a frequency that is the same on all plates: rare alleles are
     * more often, as where populations are at rest. Every tenth probeset is on X, Y, the pseudo-autosomal part of both, or in
     * the mitochondria.
     *
     * @param even which probesets have the frequency 0.35
     */
    static PlantedPlates simulated(int probesets, List<Integer> even, long seed) {
        Random random = new Random(seed);
        List<Sample> samples = IntStream.range(0, PLATES.size() * SAMPLES_OF_PLATE)
                .mapToObj(sample -> new Sample("F" + sample % 7, "S" + sample, 1 + sample % 2))
                .toList();
        List<Probeset> made = new ArrayList<>();
        for (int number = 0; number < probesets; number++) {
            String chromosome =
                    number % 10 == 9 ? List.of("X", "Y", "XY", "MT").get(number / 10 % 4) : "" + (1 + number % 22);
            double b = even.contains(number) ? 0.35 : 0.01 * Math.pow(50, random.nextDouble());
            double nocalls = 0.02 * random.nextDouble();
            int[] genotypes = samples.stream()
                    .mapToInt(sample ->
                            random.nextDouble() < nocalls ? NO_CALL : genotype(chromosome, sample.sex, b, random))
                    .toArray();
            made.add(new Probeset("AX-" + (1000 + number), chromosome, "A", number % 3 == 0 ? "ACT" : "G", genotypes));
        }
        return new PlantedPlates(made, samples);
    }

    private static int genotype(String chromosome, int sex, double b, Random random) {
        int first = random.nextDouble() < b ? 1 : 0;
        int second = random.nextDouble() < b ? 1 : 0;
        return switch (chromosome) {
            case "X" -> sex == 1 ? 2 * first : first + second;
            case "Y" -> sex == 1 ? 2 * first : NO_CALL;
            case "MT" -> 2 * first;
            default -> first + second;
        };
    }

    /** Those of a {@code .ped} and a {@code .map} that PLINK has written, of as many samples as there are on all plates. */
    static PlantedPlates read(Path ped, Path map) throws IOException {
        List<String[]> rows = fields(ped);
        List<Probeset> probesets = new ArrayList<>();
        for (String[] place : fields(map)) {
            int column = 6 + 2 * probesets.size();
            List<String> alleles = rows.stream()
                    .flatMap(row -> List.of(row[column], row[column + 1]).stream())
                    .filter(allele -> !allele.equals("0"))
                    .distinct()
                    .sorted()
                    .toList();
            String b = alleles.getLast();
            int[] genotypes = rows.stream()
                    .mapToInt(row -> row[column].equals("0")
                            ? NO_CALL
                            : (row[column].equals(b) ? 1 : 0) + (row[column + 1].equals(b) ? 1 : 0))
                    .toArray();
            probesets.add(new Probeset(place[1], place[0], alleles.getFirst(), b, genotypes));
        }
        List<Sample> samples = rows.stream()
                .map(row -> new Sample(row[0], row[1], Integer.parseInt(row[4])))
                .toList();
        return new PlantedPlates(probesets, samples);
    }

    private static List<String[]> fields(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.split("\\s+", -1))
                .toList();
    }

    void plant(Fault fault, int probeset, int plate) {
        int[] genotypes = probesets.get(probeset).genotypes;
        for (int sample = 0; sample < SAMPLES_OF_PLATE; sample++) {
            int place = plate * SAMPLES_OF_PLATE + sample;
            genotypes[place] = fault.of(genotypes[place], sample);
        }
    }

    /** The counts as this program's table has them; women have no Y, and are not counted there. */
    String table() {
        StringBuilder table = new StringBuilder("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
        for (Probeset probeset : probesets) {
            for (int plate = 0; plate < PLATES.size(); plate++) {
                int[] counts = new int[4];
                for (int sample = plate * SAMPLES_OF_PLATE; sample < (plate + 1) * SAMPLES_OF_PLATE; sample++) {
                    boolean isCounted = samples.get(sample).sex == 1 || !probeset.chromosome.equals("Y");
                    counts[probeset.genotypes[sample]] += isCounted ? 1 : 0;
                }
                table.append(probeset.id).append('\t').append(PLATES.get(plate));
                for (int count : counts) {
                    table.append('\t').append(count);
                }
                table.append('\n');
            }
        }
        return table.toString();
    }

    void write(Path folder) throws IOException {
        StringBuilder map = new StringBuilder();
        for (Probeset probeset : probesets) {
            // on X beyond the part that it shares with Y
            map.append("%s\t%s\t0\t%d\n".formatted(probeset.chromosome, probeset.id, 5_000_000 + map.length()));
        }
        StringBuilder ped = new StringBuilder();
        StringBuilder within = new StringBuilder();
        for (int plate = 0; plate < PLATES.size(); plate++) {
            StringBuilder ofPlate = new StringBuilder();
            for (int place = plate * SAMPLES_OF_PLATE; place < (plate + 1) * SAMPLES_OF_PLATE; place++) {
                Sample sample = samples.get(place);
                String name = sample.family + "\t" + sample.name;
                ped.append(name).append("\t0\t0\t").append(sample.sex).append("\t-9");
                for (Probeset probeset : probesets) {
                    ped.append('\t').append(probeset.alleles(place));
                }
                ped.append('\n');
                within.append(name).append('\t').append(PLATES.get(plate)).append('\n');
                ofPlate.append(name).append('\n');
            }
            Files.writeString(folder.resolve(PLATES.get(plate) + ".samples"), ofPlate);
        }
        Files.writeString(folder.resolve("made.map"), map);
        Files.writeString(folder.resolve("made.ped"), ped);
        Files.writeString(folder.resolve("within.txt"), within);
        Files.writeString(folder.resolve("plates.txt"), "#FID\tIID\tPLATE\n" + within);
    }
}
