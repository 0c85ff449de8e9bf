package org.genoqc.homogeneity.figures;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.genoqc.homogeneity.findings.GenomicInflation;

/** The p-values of one question: a histogram, quantiles, lambda, and how many there are of each origin. */
final class PValueFigure {

    static final int HISTOGRAM_BINS = 40;

    private final String question;
    private final double floor;
    private final Map<PValueOrigin, long[]> histogram = PValueOrigin.counters(HISTOGRAM_BINS);
    private final Quantiles quantiles = new Quantiles();
    private final Supplier<DoubleStream> lnPValues;

    /**
     * @param question what is tested
     * @param floor the smallest p-value that simulation can give
     * @param lnPValues the natural logarithms of those of the standard test, which lambda is of; NaN for others
     */
    PValueFigure(String question, double floor, Supplier<DoubleStream> lnPValues) {
        this.question = question;
        this.floor = floor;
        this.lnPValues = lnPValues;
    }

    void add(Quantiles.Extreme pValue) {
        int bin = (int) (Math.exp(pValue.lnPValue()) * HISTOGRAM_BINS);
        Objects.requireNonNull(histogram.get(pValue.origin()))[Math.min(bin, HISTOGRAM_BINS - 1)]++;
        quantiles.add(pValue);
    }

    void write(JsonWriter json, Quantiles.Names probesetIds) throws IOException {
        GenomicInflation inflation =
                GenomicInflation.ofLnPValues(lnPValues.get().toArray());
        json.beginObject();
        json.name("question").text(question);
        json.name("tested").number(quantiles.numbers());
        json.name("lambda").number(inflation.lambda());
        json.name("floor").number(floor);
        for (Map.Entry<PValueOrigin, long[]> of : histogram.entrySet()) {
            json.name(of.getKey().label()).number(Arrays.stream(of.getValue()).sum());
        }
        json.name("histogram").beginObject();
        for (Map.Entry<PValueOrigin, long[]> of : histogram.entrySet()) {
            json.name(of.getKey().label()).beginArray();
            for (long number : of.getValue()) {
                json.number(number);
            }
            json.endArray();
        }
        json.endObject();
        quantiles.write(json, probesetIds);
        json.endObject();
    }
}
