package org.genoqc.homogeneity.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.genoqc.homogeneity.exact.FisherFreemanHalton;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.StratifiedTable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds of every table, on random ones: from a few samples to billions, many of their rows and columns empty. */
class RandomTablesTests {

    private static final int TABLES = 300;
    private static final double ROUNDING = 1e-11;

    private final SplittableRandom random = new SplittableRandom(20_261_129);

    private long[][] rows(int rows, int columns) {
        long most = 1L << 1 + random.nextInt(31);
        long[][] counts = new long[rows][columns];
        for (long[] row : counts) {
            boolean isEmpty = random.nextInt(8) == 0;
            for (int column = 0; column < columns; column++) {
                row[column] = isEmpty || random.nextInt(4) == 0 ? 0 : random.nextLong(most + 1);
            }
        }
        return counts;
    }

    private static ContingencyTable table(long[][] rows) {
        return ContingencyTable.of(
                        rows[0].length,
                        Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray())
                .withoutEmptyRowsAndColumns();
    }

    private int[] order(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    private long[][] reordered(long[][] rows) {
        int[] columns = order(rows[0].length);
        return Arrays.stream(order(rows.length))
                .mapToObj(row -> Arrays.stream(columns)
                        .mapToLong(column -> rows[row][column])
                        .toArray())
                .toArray(long[][]::new);
    }

    private static long[][] with(long[][] rows, long[]... more) {
        long[][] all = Arrays.copyOf(rows, rows.length + more.length);
        System.arraycopy(more, 0, all, rows.length, more.length);
        return all;
    }

    private static AsymptoticPValue pValue(ContingencyTable table) {
        return AsymptoticPValue.of(StratifiedTable.of(table));
    }

    @RepeatedTest(TABLES)
    void whatHoldsOfEveryTable(RepetitionInfo repetition) {
        for (int i = repetition.getCurrentRepetition(); i > 0; i--) {
            random.nextLong();
        }
        long[][] rows = rows(2 + random.nextInt(30), 2 + random.nextInt(3));
        if (Arrays.stream(rows).flatMapToLong(Arrays::stream).allMatch(count -> count == 0)) {
            return;
        }
        ContingencyTable table = table(rows);
        if (table.degreesOfFreedom() == 0) {
            return;
        }
        double statistic = table.chiSquared();
        assertThat(statistic).isNotNegative().isFinite();
        AsymptoticPValue pValue = pValue(table);
        assertThat(pValue.value()).isBetween(0.0, 1.0);
        // of the largest statistics the p-value is less than the smallest number, its logarithm is not
        assertThat(pValue.ln()).isLessThanOrEqualTo(0.0).isFinite();

        // the order of rows and columns
        assertThat(table(reordered(rows)).chiSquared()).isCloseTo(statistic, within(ROUNDING * statistic));

        // empty rows
        ContingencyTable more = table(with(rows, new long[rows[0].length], new long[rows[0].length]));
        assertThat(more.counts()).isEqualTo(table.counts());
        assertThat(more.chiSquared()).isEqualTo(statistic);

        // a row that is cut into two of the same shares: the statistic is the same, with more degrees of freedom
        long[] half = rows[random.nextInt(rows.length)].clone();
        long[][] twice = with(rows, half);
        long[][] doubled = rows.clone();
        for (int row = 0; row < doubled.length; row++) {
            if (Arrays.equals(doubled[row], half)) {
                doubled[row] = Arrays.stream(half).map(count -> 2 * count).toArray();
                break;
            }
        }
        assertThat(table(twice).chiSquared())
                .isCloseTo(
                        table(doubled).chiSquared(),
                        within(ROUNDING * (1 + table(doubled).chiSquared())));

        // a larger statistic with the same degrees of freedom
        AsymptoticPValue larger = AsymptoticPValue.of(statistic * 1.01 + 0.01, table.degreesOfFreedom());
        assertThat(larger.ln()).isLessThan(pValue.ln());
        assertThat(larger.value()).isLessThanOrEqualTo(pValue.value());
    }

    /** Exact p-values do not depend on the order of rows and columns either, and are those of a test: in (0, 1]. */
    @RepeatedTest(TABLES)
    void whatHoldsOfEveryExactTest(RepetitionInfo repetition) {
        for (int i = repetition.getCurrentRepetition(); i > 0; i--) {
            random.nextLong();
        }
        long[] t = random.longs(6, 0, 40).toArray();
        double ln = FisherFreemanHalton.lnPValue(t[0], t[1], t[2], t[3], t[4], t[5]);
        assertThat(ln).isLessThanOrEqualTo(ROUNDING).isFinite();
        assertThat(FisherFreemanHalton.lnPValue(t[3], t[4], t[5], t[0], t[1], t[2]))
                .isCloseTo(ln, within(1e-9));
        assertThat(FisherFreemanHalton.lnPValue(t[2], t[0], t[1], t[5], t[3], t[4]))
                .isCloseTo(ln, within(1e-9));
        assertThat(FisherFreemanHalton.lnPValue(t[1], t[0], t[2], t[4], t[3], t[5]))
                .isCloseTo(ln, within(1e-9));
    }
}
