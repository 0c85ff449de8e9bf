package org.genoqc.homogeneity.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.genoqc.homogeneity.statistics.UniformOrder;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QuantilesTests {

    private static final int MANY = 200_000;

    /** Uniform p-values, of which some thousand are at a floor and some are tiny. */
    private static double[] lnPValues() {
        Random random = new Random(5);
        double[] ln = new double[MANY];
        for (int i = 0; i < MANY; i++) {
            double p = random.nextDouble();
            ln[i] = i % 50 == 0 ? Math.log(1e-4) : i % 1000 == 1 ? Math.log(p) - random.nextInt(2000) : Math.log(p);
        }
        return ln;
    }

    private static Quantiles of(double[] ln) {
        Quantiles quantiles = new Quantiles();
        for (int i = 0; i < ln.length; i++) {
            quantiles.add(new Quantiles.Extreme(i, ln[i], ln[i], PValueOrigin.SIMULATED));
        }
        return quantiles;
    }

    @Test
    void eachPointIsThePValueOfItsRank() {
        double[] ln = lnPValues();
        double[] sorted = Arrays.stream(ln).sorted().toArray();
        List<Quantiles.Point> points = of(ln).points();
        assertThat(points.size()).isBetween(200, 2500);
        assertThat(points.getFirst().rank()).isEqualTo(1);
        assertThat(points.getLast().rank()).isEqualTo(MANY);
        for (int i = 0; i < points.size(); i++) {
            Quantiles.Point point = points.get(i);
            double exact = -sorted[(int) point.rank() - 1] / Math.log(10);
            double relative = i < Quantiles.MAX_EXTREMES ? 1e-12 : 1.0 / 128;
            assertThat(point.observed()).isCloseTo(exact, within(exact * relative + 0x1p-10));
            assertThat(i == 0 || point.rank() > points.get(i - 1).rank()).isTrue();
        }
    }

    @Test
    void theSmallestAreKeptWhateverTheOrder() throws IOException {
        double[] ln = lnPValues();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < ln.length; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(1));
        Quantiles shuffled = new Quantiles();
        order.forEach(i -> shuffled.add(new Quantiles.Extreme(i, ln[i], ln[i], PValueOrigin.SIMULATED)));
        assertThat(written(shuffled)).isEqualTo(written(of(ln)));
        JsonNode ids = new JsonMapper().readTree(written(shuffled)).at("/quantiles/probeset_id");
        double[] sorted = Arrays.stream(ln).sorted().toArray();
        assertThat(ids).hasSize(Quantiles.MAX_EXTREMES);
        for (int i = 0; i < Quantiles.MAX_EXTREMES; i++) {
            int probeset = Integer.parseInt(ids.get(i).asString().substring(1));
            assertThat(ln[probeset]).isEqualTo(sorted[i]);
        }
    }

    private static String written(Quantiles quantiles) throws IOException {
        StringBuilder json = new StringBuilder();
        JsonWriter writer = new JsonWriter(json).beginObject();
        quantiles.write(writer, number -> "P" + number);
        writer.endObject();
        return json.toString();
    }

    @Test
    void noPValuesAtAllAndOne() throws IOException {
        assertThat(new JsonMapper().readTree(written(of(new double[0]))).at("/quantiles/expected"))
                .isEmpty();
        JsonNode one = new JsonMapper().readTree(written(of(new double[] {0})));
        assertThat(one.at("/quantiles/observed/0").asDouble()).isZero();
        assertThat(one.at("/quantiles/expected/0").asDouble()).isCloseTo(Math.log10(2), within(1e-6));
        // the interval of one number is 0.025 to 0.975
        assertThat(one.at("/band/low/0").asDouble()).isCloseTo(-Math.log10(0.975), within(1e-6));
        assertThat(one.at("/band/high/0").asDouble()).isCloseTo(-Math.log10(0.025), within(1e-6));
    }

    @Test
    void theBandIsThatOfOrderStatistics() {
        for (long rank : new long[] {1, 2, 17, 500, 999, 1000}) {
            UniformOrder band = UniformOrder.of(rank, 1000);
            BetaDistribution expected = new BetaDistribution(rank, 1001.0 - rank);
            assertThat(expected.cumulativeProbability(band.low())).isCloseTo(0.025, within(1e-9));
            assertThat(expected.cumulativeProbability(band.high())).isCloseTo(0.975, within(1e-9));
        }
    }
}
