package org.genoqc.homogeneity.figures;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.genoqc.homogeneity.statistics.UniformOrder;

/**
 * The p-values of a data set against those that are expected where nothing is wrong: what a QQ plot is drawn of. The smallest
 * are kept each by itself; of the others, it is known how many there are in each of some thousand bins, narrow as seen on
 * the plot, so that the memory does not grow with the number of probesets.
 *
 * <p>Everything here is -log10 p. The i-th smallest of n p-values is expected at (i - 1/2) / n.
 */
final class Quantiles {

    static final int MAX_EXTREMES = 100;

    /** Points that are closer than the width of the plot over this, in both directions, are not told apart. */
    private static final int STEPS = 250;

    private static final double RELATIVE_STEP = 0.01;
    /** Points of the band. */
    private static final int BAND = 60;

    private static final double LN_10 = Math.log(10);

    private static final int BITS = 7;
    private static final int FRACTION_BITS = 52;
    private static final int OCTAVES = 30;
    private static final double MIN = 0x1p-10;
    private static final long FIRST = Double.doubleToRawLongBits(MIN) >>> FRACTION_BITS - BITS;
    private static final int BINS = (OCTAVES << BITS) + 2;

    private final Map<PValueOrigin, long[]> bins = PValueOrigin.counters(BINS);
    private final double[] least = new double[BINS];
    private final Extremes<Extreme> extremes = new Extremes<>(
            MAX_EXTREMES,
            Comparator.comparingDouble(Extreme::lnPValue)
                    .thenComparingDouble(Extreme::lnAsymptotic)
                    .thenComparingInt(Extreme::probeset));
    private long numbers;

    Quantiles() {
        Arrays.fill(least, Double.POSITIVE_INFINITY);
    }

    /**
     * A p-value with its probeset.
     *
     * @param lnAsymptotic what those with equal p-values are ordered by
     */
    record Extreme(int probeset, double lnPValue, double lnAsymptotic, PValueOrigin origin) {}

    /** A point of the plot: the p-value of a rank, from 1. */
    record Point(long rank, double observed, PValueOrigin origin) {}

    void add(Extreme pValue) {
        extremes.add(pValue);
        double observed = minusLog10(pValue.lnPValue());
        int bin = bin(observed);
        least[bin] = Math.min(least[bin], observed);
        Objects.requireNonNull(bins.get(pValue.origin()))[bin]++;
        numbers++;
    }

    long numbers() {
        return numbers;
    }

    private static double minusLog10(double ln) {
        // not -0
        return Math.abs(ln) / LN_10;
    }

    private static int bin(double observed) {
        long bin = (Double.doubleToRawLongBits(observed) >>> FRACTION_BITS - BITS) - FIRST + 1;
        return Math.clamp(bin, 0, BINS - 1);
    }

    private long count(int bin) {
        return bins.values().stream().mapToLong(of -> of[bin]).sum();
    }

    double expected(long rank) {
        return -Math.log10(((double) rank - 0.5) / (double) numbers);
    }

    /** From the smallest p-value to the largest. Beyond the extremes, observed values are exact to a relative 1/128. */
    List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (Extreme extreme : extremes.inOrder()) {
            points.add(new Point(points.size() + 1L, minusLog10(extreme.lnPValue()), extreme.origin()));
        }
        long before = points.size();
        long upTo = 0;
        for (int bin = BINS - 1; bin >= 0; bin--) {
            upTo += count(bin);
            if (upTo > before) {
                addBin(bin, before, upTo, points);
                before = upTo;
            }
        }
        return points;
    }

    /** A point at the end of a bin, and before it where the bin is wider than two points may be apart. */
    private void addBin(int bin, long before, long upTo, List<Point> points) {
        double step = expected(1) / STEPS;
        PValueOrigin origin = commonest(bin);
        Point last = points.getLast();
        double left = expected(last.rank());
        double right = expected(upTo);
        for (double at = left - step; at > right + step; at -= step) {
            long rank = Math.round((double) numbers * Math.pow(10, -at) + 0.5);
            if (rank > before && rank < upTo) {
                points.add(new Point(rank, least[bin], origin));
            }
        }
        boolean isFarBelow = last.observed() - least[bin] >= Math.max(step, last.observed() * RELATIVE_STEP);
        if (isFarBelow || left - right >= step || upTo == numbers) {
            points.add(new Point(upTo, least[bin], origin));
        }
    }

    private PValueOrigin commonest(int bin) {
        PValueOrigin commonest = PValueOrigin.STANDARD;
        long most = 0;
        for (Map.Entry<PValueOrigin, long[]> of : bins.entrySet()) {
            if (of.getValue()[bin] > most) {
                commonest = of.getKey();
                most = of.getValue()[bin];
            }
        }
        return commonest;
    }

    /** Writes the points, the probesets of the first of them, and the band of 95 %. */
    void write(JsonWriter json, Names probesetIds) throws IOException {
        List<Point> points = points();
        json.name("quantiles").beginObject();
        json.column("expected", points, point -> json.number(expected(point.rank())));
        json.column("observed", points, point -> json.number(point.observed()));
        json.column("origin", points, point -> json.text(point.origin().label()));
        json.column("probeset_id", extremes.inOrder(), extreme -> json.shortName(probesetIds.name(extreme.probeset())));
        json.endObject();
        List<Long> ranks = ranks();
        json.name("band").beginObject();
        json.column("expected", ranks, rank -> json.number(expected(rank)));
        json.column(
                "low",
                ranks,
                rank -> json.number(-Math.log10(UniformOrder.of(rank, numbers).high())));
        json.column(
                "high",
                ranks,
                rank -> json.number(-Math.log10(UniformOrder.of(rank, numbers).low())));
        json.endObject();
    }

    /** Ranks at about equal distances on the plot, the first and the last among them. */
    private List<Long> ranks() {
        List<Long> ranks = new ArrayList<>();
        for (int i = 0; i <= BAND && numbers > 0; i++) {
            long rank = Math.clamp(Math.round(Math.pow((double) numbers, (double) i / BAND)), 1, numbers);
            if (ranks.isEmpty() || rank > ranks.getLast()) {
                ranks.add(rank);
            }
        }
        return ranks;
    }

    /** Names by number. */
    @FunctionalInterface
    interface Names {
        String name(int number);
    }
}
