package org.genoqc.homogeneity.figures;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genoqc.homogeneity.counts.ProbesetNames;
import org.genoqc.homogeneity.counts.ProbesetPlace;

/**
 * The p-values of a data set along its chromosomes. The smallest are kept each by itself; of the others, the smallest in each
 * of some thousand cells of equal width and height on the plot, so that neither the memory nor the picture grows with the
 * number of probesets. Sex chromosomes are among them. What is not on one of the chromosomes with most probesets is only
 * counted.
 */
final class Manhattan {

    static final int MAX_EXTREMES = 300;
    static final int MAX_CHROMOSOMES = 60;

    /** Cells beside each other, over all chromosomes. */
    private static final int COLUMNS = 300;
    /** Cells above each other; the last has all that is higher. */
    private static final int ROWS = 24;

    /** The height of a cell, in -log10 p. */
    private static final double HEIGHT = 0.5;

    private static final double LN_10 = Math.log(10);

    private static final Comparator<Quantiles.Extreme> SMALLEST_FIRST = Comparator.comparingDouble(
                    Quantiles.Extreme::lnPValue)
            .thenComparingDouble(Quantiles.Extreme::lnAsymptotic)
            .thenComparingInt(Quantiles.Extreme::probeset);

    private final ProbesetNames names;
    private final List<Chromosome> chromosomes;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final long[] offsets;
    private final long length;
    private final Extremes<Quantiles.Extreme> extremes = new Extremes<>(MAX_EXTREMES, SMALLEST_FIRST);
    private final Map<Integer, Quantiles.Extreme> cells = new HashMap<>();
    private long elsewhere;

    /** @param length one more than the largest position of a probeset on it */
    private record Chromosome(String name, long length, long probesets) {

        Chromosome with(int position) {
            return new Chromosome(name, Math.max(length, position + 1L), probesets + 1);
        }
    }

    Manhattan(ProbesetNames names) {
        this.names = names;
        this.chromosomes = chromosomes(names);
        this.offsets = new long[chromosomes.size()];
        long end = 0;
        for (int i = 0; i < offsets.length; i++) {
            numbers.put(chromosomes.get(i).name(), i);
            offsets[i] = end;
            end += chromosomes.get(i).length();
        }
        this.length = end;
    }

    private static List<Chromosome> chromosomes(ProbesetNames names) {
        Map<String, Chromosome> byName = new HashMap<>();
        for (int probeset = 0; probeset < names.probesets() && names.isAnnotated(); probeset++) {
            ProbesetPlace place = names.place(probeset);
            if (isPlaced(place)) {
                byName.merge(
                        place.chromosome(),
                        new Chromosome(place.chromosome(), 0, 0).with(place.position()),
                        (known, one) -> known.with(place.position()));
            }
        }
        return byName.values().stream()
                .sorted(Comparator.comparingLong(Chromosome::probesets)
                        .reversed()
                        .thenComparing(Chromosome::name))
                .limit(MAX_CHROMOSOMES)
                .sorted(Comparator.comparing(Chromosome::name, ChromosomeOrder.INSTANCE))
                .toList();
    }

    private static boolean isPlaced(ProbesetPlace place) {
        return !place.chromosome().isEmpty() && place.hasPosition();
    }

    /** Whether no probeset has a place on a chromosome, so that there is nothing to draw. */
    boolean isEmpty() {
        return chromosomes.isEmpty();
    }

    void add(Quantiles.Extreme pValue) {
        ProbesetPlace place = names.place(pValue.probeset());
        Integer chromosome = isPlaced(place) ? numbers.get(place.chromosome()) : null;
        if (chromosome == null) {
            elsewhere++;
            return;
        }
        extremes.add(pValue);
        int column = (int) ((double) (offsets[chromosome] + place.position()) / length * COLUMNS);
        int row = (int) Math.min(ROWS - 1, observed(pValue) / HEIGHT);
        cells.merge(
                // those of two chromosomes may share a column
                (chromosome * COLUMNS + column) * ROWS + row,
                pValue,
                (known, one) -> SMALLEST_FIRST.compare(known, one) <= 0 ? known : one);
    }

    private static double observed(Quantiles.Extreme pValue) {
        // not -0
        return Math.abs(pValue.lnPValue()) / LN_10;
    }

    /** Writes the chromosomes in their order, and points, the smallest p-value first, of which the first have their names. */
    void write(JsonWriter json) throws IOException {
        List<Quantiles.Extreme> smallest = extremes.inOrder();
        Set<Integer> written = new HashSet<>();
        smallest.forEach(extreme -> written.add(extreme.probeset()));
        List<Quantiles.Extreme> points = new ArrayList<>(smallest);
        cells.values().stream()
                .filter(cell -> !written.contains(cell.probeset()))
                .sorted(SMALLEST_FIRST)
                .forEach(points::add);
        json.beginObject();
        json.name("elsewhere").number(elsewhere);
        json.name("chromosomes").beginObject();
        json.column("name", chromosomes, of -> json.shortName(of.name()));
        json.column("length", chromosomes, of -> json.number(of.length()));
        json.column("probesets", chromosomes, of -> json.number(of.probesets()));
        json.endObject();
        json.column("chromosome", points, of -> json.number(chromosome(of)));
        json.column("position", points, of -> json.number((long) place(of).position()));
        json.column("observed", points, of -> json.number(observed(of)));
        json.column("origin", points, of -> json.text(of.origin().label()));
        json.column("probeset_id", smallest, of -> json.shortName(names.probesetId(of.probeset())));
        json.endObject();
    }

    private ProbesetPlace place(Quantiles.Extreme point) {
        return names.place(point.probeset());
    }

    private long chromosome(Quantiles.Extreme point) {
        return numbers.getOrDefault(place(point).chromosome(), 0);
    }
}
