package org.genoqc.homogeneity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.StratifiedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedStatisticsTests {

    private static final long SEED = 42;

    /** Few missing calls among rows of a few sizes, so that many tables have equal margins and many statistics are tied. */
    private static List<ContingencyTable> tables(int rowSize, int missing) {
        Random random = new Random(1);
        return IntStream.range(0, 60)
                .mapToObj(table -> {
                    long[] counts = new long[2 * 12];
                    for (int row = 0; row < 12; row++) {
                        counts[2 * row] = rowSize + row % 5;
                    }
                    for (int item = 0; item < missing + table % 2; item++) {
                        int row = random.nextInt(random.nextInt(12) + 1);
                        counts[2 * row]--;
                        counts[2 * row + 1]++;
                    }
                    return ContingencyTable.of(2, counts);
                })
                .toList();
    }

    private static double alone(ContingencyTable table, int exceedances, int maxSimulations) {
        return SingleTableTest.ofMargins(table, SEED).sequentialPValue(exceedances, maxSimulations);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 40, 120})
    void pValuesAreThoseOfTablesTestedAlone(int missing) {
        SimulatedStatistics statistics = new SimulatedStatistics(SEED, 1 << 24);
        for (ContingencyTable table : tables(60, missing)) {
            assertThat(statistics.sequentialPValue(StratifiedTable.of(table), 10, 1_000))
                    .isEqualTo(alone(table, 10, 1_000));
        }
    }

    @Test
    void manyThreadsGetTheSame() {
        List<ContingencyTable> tables = tables(90, 30);
        SimulatedStatistics statistics = new SimulatedStatistics(SEED, 1 << 24);
        List<Double> together = IntStream.range(0, 600)
                .parallel()
                .mapToObj(
                        i -> statistics.sequentialPValue(StratifiedTable.of(tables.get(i % tables.size())), 10, 3_000))
                .toList();
        List<Double> apart =
                tables.stream().map(table -> alone(table, 10, 3_000)).toList();
        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i)).isEqualTo(apart.get(i % apart.size()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 700, 3_000})
    void whatThereIsNoRoomForIsSimulatedAlone(int maxBytes) {
        SimulatedStatistics statistics = new SimulatedStatistics(SEED, maxBytes);
        for (ContingencyTable table : tables(60, 20)) {
            assertThat(statistics.sequentialPValue(StratifiedTable.of(table), 10, 1_000))
                    .isEqualTo(alone(table, 10, 1_000));
        }
    }

    /** The least common multiple of the row totals is beyond 2^62. */
    @Test
    void rowTotalsWithoutACommonMultipleThatFits() {
        long[] primes = {1009, 1013, 1019, 1021, 1031, 1033, 1039, 1049};
        long[] counts = new long[2 * primes.length];
        for (int row = 0; row < primes.length; row++) {
            counts[2 * row] = primes[row] - row;
            counts[2 * row + 1] = row;
        }
        ContingencyTable table = ContingencyTable.of(2, counts);
        SimulatedStatistics statistics = new SimulatedStatistics(SEED, 1 << 24);
        for (int time = 0; time < 3; time++) {
            assertThat(statistics.sequentialPValue(StratifiedTable.of(table), 10, 1_000))
                    .isEqualTo(alone(table, 10, 1_000));
        }
    }

    @Test
    void tablesOfMoreColumns() {
        ContingencyTable table = ContingencyTable.of(3, 5, 2, 1, 9, 0, 3, 4, 4, 0);
        SimulatedStatistics statistics = new SimulatedStatistics(SEED, 1 << 24);
        for (int time = 0; time < 3; time++) {
            assertThat(statistics.sequentialPValue(StratifiedTable.of(table), 10, 1_000))
                    .isEqualTo(alone(table, 10, 1_000));
        }
    }

    /** The memory of one is used for the next, whether it needs more or less. */
    @Test
    void tablesOfAnySizeOneAfterAnother() {
        Random random = new Random(2);
        SimulatedStatistics statistics = new SimulatedStatistics(SEED, 1 << 24);
        for (int table = 0; table < 200; table++) {
            int columns = random.nextInt(3, 5);
            long[] counts = new long[columns * random.nextInt(2, 60)];
            int most = 1 << random.nextInt(1, 9);
            for (int cell = 0; cell < counts.length; cell++) {
                counts[cell] = 1 + random.nextInt(cell % columns == 0 ? most : 1 + most / 8);
            }
            ContingencyTable observed = ContingencyTable.of(columns, counts);
            assertThat(statistics.sequentialPValue(StratifiedTable.of(observed), 5, 200))
                    .isEqualTo(alone(observed, 5, 200));
        }
    }
}
