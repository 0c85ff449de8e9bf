package org.genoqc.homogeneity.library;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.genoqc.homogeneity.library.FaultyArray.Distribution;
import org.genoqc.homogeneity.library.FaultyArray.Fault;
import org.genoqc.homogeneity.library.FaultyArray.Planted;

/**
 * How much of what is bad the policies take out, and how much of what they take out is bad: the tables of docs/findings.md.
 * {@code PolicyStudy PROBESETS GENOTYPING_BATCHES SAMPLES FAULTY QUALITY_SPREAD}.
 */
final class PolicyStudy {

    private static final List<String> POLICIES = List.of("conservative", "balanced", "sensitive");
    private static final int SIMULATIONS = 1000;
    /** Some two false pairs among two million. */
    private static final double LEVEL_OF_THE_BEST_TEST = 1e-6;

    private final FaultyArray array;
    private final AnalysisResult result;
    private final Map<String, Integer> probesets = new HashMap<>();
    private final Map<String, Integer> batches = new HashMap<>();
    private final Map<String, Taken> takenBy = new HashMap<>();

    private PolicyStudy(FaultyArray array, AnalysisResult result) {
        this.array = array;
        this.result = result;
        for (int probeset = 0; probeset < array.probesets(); probeset++) {
            probesets.put(FaultyArray.probesetId(probeset), probeset);
        }
        for (int batch = 0; batch < array.genotypingBatches(); batch++) {
            batches.put(FaultyArray.batchName(batch), batch);
        }
    }

    public static void main(String[] args) throws Exception {
        PolicyStudy study = of(new FaultyArray(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Double.parseDouble(args[4]),
                1));
        System.out.println("| recall, by size | 1 % | 2 % | 5 % | 10 % | 20 % |\n|---|---|---|---|---|---|");
        for (Fault fault : Fault.values()) {
            study.printBest(fault);
            for (String policy : POLICIES) {
                study.printRecall(fault, policy);
            }
        }
        System.out.println("\n"
                + "| policy | pairs taken | bad | probesets taken whole | bad | precision |\n"
                + "|---|---|---|---|---|---|");
        for (String policy : POLICIES) {
            Taken taken = study.taken(policy);
            System.out.printf(
                    "| `%s` | %d | %d | %d | %d | %.3f |%n",
                    policy,
                    taken.pairs.size(),
                    taken.badPairs(),
                    taken.whole.size(),
                    taken.badWhole(),
                    taken.precision());
        }
        System.out.println(
                "\n| precision, by kind of finding | " + String.join(" | ", POLICIES) + " |\n|---|---|---|---|");
        study.printPrecisionByKind();
        System.out.println();
        result(study).forEach(System.out::println);
    }

    private static List<String> result(PolicyStudy study) {
        return study.result.reportCard().stream()
                .limit(3)
                .map(row -> "%s: %d findings, call rate %.4f, mean chi-squared of calls %.2f, of missing calls %.2f"
                        .formatted(
                                row.batchName(),
                                row.findings(),
                                row.callRate(),
                                row.calls().meanChiSquared(),
                                row.nocalls().meanChiSquared()))
                .toList();
    }

    /** Makes the array and tests it. */
    static PolicyStudy of(FaultyArray array) throws IOException, InterruptedException {
        Path file = Files.createTempFile("faulty", ".tsv");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                array.write(out);
            }
            return new PolicyStudy(
                    array,
                    HomogeneityAnalysis.withDefaults()
                            .withSimulations(SIMULATIONS)
                            .run(file));
        } finally {
            Files.delete(file);
        }
    }

    /** The genotyping batches, the worst first. */
    List<String> ranking() {
        return result.reportCard().stream().map(GenotypingBatchRow::batchName).toList();
    }

    private record Pair(int probeset, int batch) {}

    /** What a policy takes out. */
    final class Taken {
        private final Set<Pair> pairs = new HashSet<>();
        private final Set<Integer> whole = new HashSet<>();

        private Taken(String policy) throws IOException {
            result.exclusions(ExclusionPolicy.of(policy)).stream().forEach(row -> {
                int probeset = probesets.get(row.probesetId());
                if (row.batchName() == null) {
                    whole.add(probeset);
                } else {
                    pairs.add(new Pair(probeset, batches.get(row.batchName())));
                }
            });
        }

        long badPairs() {
            return pairs.stream().filter(PolicyStudy.this::isBad).count();
        }

        long badWhole() {
            return whole.stream()
                    .filter(probeset -> array.planted(probeset) != null)
                    .count();
        }

        /** The share of what is taken out that is bad. */
        double precision() {
            return (double) (badPairs() + badWhole()) / (pairs.size() + whole.size());
        }

        /** The share of the planted faults of a kind and size that is taken out. */
        double recall(Fault fault, int size) {
            int planted = 0;
            int found = 0;
            for (int probeset = 0; probeset < array.probesets(); probeset++) {
                Planted known = array.planted(probeset);
                if (known != null && known.fault() == fault && known.size() == size) {
                    planted++;
                    found += whole.contains(probeset) || pairs.contains(new Pair(probeset, known.genotypingBatch()))
                            ? 1
                            : 0;
                }
            }
            return (double) found / planted;
        }
    }

    Taken taken(String policy) throws IOException {
        Taken known = takenBy.get(policy);
        if (known == null) {
            known = new Taken(policy);
            takenBy.put(policy, known);
        }
        return known;
    }

    private boolean isBad(Pair pair) {
        Planted planted = array.planted(pair.probeset());
        return planted != null && planted.genotypingBatch() == pair.batch();
    }

    private void printRecall(Fault fault, String policy) throws IOException {
        Taken taken = taken(policy);
        StringBuilder line = new StringBuilder("| ")
                .append(fault.label())
                .append(", `")
                .append(policy)
                .append("` |");
        for (int size = 0; size < FaultyArray.SIZES.length; size++) {
            line.append(" %.2f |".formatted(taken.recall(fault, size)));
        }
        System.out.println(line);
    }

    /**
     * The power of the most powerful test of a sound pair against one with just this fault, of both of which it knows the
     * distribution (Neyman and Pearson 1933): one-sided, of the number of B alleles or of missing calls.
     */
    private void printBest(Fault fault) {
        if (fault == Fault.COLLAPSED || fault == Fault.BAD_PLATE) {
            return;
        }
        double[] power = new double[FaultyArray.SIZES.length];
        int[] number = new int[power.length];
        for (int probeset = 0; probeset < array.faulty(); probeset++) {
            Planted planted = array.planted(probeset);
            if (planted != null && planted.fault() == fault) {
                power[planted.size()] += best(array.sound(probeset), array.withFault(probeset, planted));
                number[planted.size()]++;
            }
        }
        StringBuilder line = new StringBuilder("| ").append(fault.label()).append(", best possible |");
        for (int size = 0; size < power.length; size++) {
            line.append(" %.2f |".formatted(power[size] / number[size]));
        }
        System.out.println(line);
    }

    private double best(Distribution sound, Distribution bad) {
        boolean isOfAlleles = sound.frequency() != bad.frequency();
        int trials = isOfAlleles ? 2 * array.samples() : array.samples();
        double before = isOfAlleles ? sound.frequency() : sound.nocallRate();
        double after = isOfAlleles ? bad.frequency() : bad.nocallRate();
        BinomialDistribution null0 = new BinomialDistribution(null, trials, before);
        int least = trials;
        double tail = 0;
        while (least > 0 && tail + null0.probability(least) <= LEVEL_OF_THE_BEST_TEST) {
            tail += null0.probability(least);
            least--;
        }
        return 1 - new BinomialDistribution(null, trials, after).cumulativeProbability(least);
    }

    private void printPrecisionByKind() throws IOException {
        Map<String, StringBuilder> lines = new TreeMap<>();
        for (String policy : POLICIES) {
            Taken taken = taken(policy);
            Map<String, List<Boolean>> byKind = new HashMap<>();
            result.findings().forEach(finding -> {
                Pair pair = new Pair(probesets.get(finding.probesetId()), batches.get(finding.batchName()));
                if (taken.pairs.contains(pair)) {
                    finding.kinds()
                            .forEach(kind -> byKind.computeIfAbsent(kind, _ -> new ArrayList<>())
                                    .add(isBad(pair)));
                }
            });
            byKind.forEach((kind, bad) -> lines.computeIfAbsent(kind, _ -> new StringBuilder("| `" + kind + "` |"))
                    .append(" %.3f (%d) |"
                            .formatted((double) bad.stream().filter(is -> is).count() / bad.size(), bad.size())));
        }
        lines.values().forEach(System.out::println);
    }
}
