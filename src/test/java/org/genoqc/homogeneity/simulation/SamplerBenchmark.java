package org.genoqc.homogeneity.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds per simulated table, by the shape of the table and the way to simulate it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SamplerBenchmark {

    private static final int SIMULATIONS = 10_000;
    private static final int SHARING = 100;

    /** Rows x row total : column totals. */
    public enum Shape {
        R3_N273(3, 91, 180, 70, 20, 3),
        R30_N2750(30, 92, 1500, 1000, 240, 20),
        R106_N10000_RARE(106, 95, 9600, 380, 80, 10),
        R106_N10000_COMMON(106, 95, 5200, 3900, 920, 50),
        R30_N2760_THREE(30, 92, 2741, 15, 4),
        R3_N15000(3, 5000, 9000, 5000, 980, 20);

        private final int rows;
        private final int rowTotal;
        private final int[] columnTotals;

        Shape(int rows, int rowTotal, int... columnTotals) {
            this.rows = rows;
            this.rowTotal = rowTotal;
            this.columnTotals = columnTotals;
        }

        /** One table of these margins, drawn at random. */
        ContingencyTable table(long seed) {
            int columns = columnTotals.length;
            int n = rows * rowTotal;
            char[] samples = new char[n];
            int next = 0;
            for (int column = 0; column < columns; column++) {
                int end = column == columns - 1 ? n : next + columnTotals[column];
                while (next < end) {
                    samples[next++] = (char) column;
                }
            }
            new Xoshiro256PlusPlus(seed, 2, 3, 4).shuffle(samples, n, n);
            long[] counts = new long[rows * columns];
            for (int i = 0; i < n; i++) {
                counts[i / rowTotal * columns + samples[i]]++;
            }
            return ContingencyTable.of(columns, counts);
        }
    }

    @Param
    public Shape shape;

    private ContingencyTable table;
    private TableSampler binomial;
    private TableSampler sequential;
    private RandomGenerator random;
    private List<ContingencyTable> sharing;

    @Setup
    public void setUp() {
        table = shape.table(1);
        binomial = new BinomialSampler(table);
        sequential = new SequentialSampler(table);
        random = NamedGenerators.ofProbeset(42, "benchmark");
        sharing = new ArrayList<>();
        for (int i = 0; i < SHARING; i++) {
            sharing.add(shape.table(i + 1));
        }
    }

    @Benchmark
    public double binomialTablesAndRepair() {
        return binomial.draw(random);
    }

    @Benchmark
    public double sequentialHypergeometric() {
        return sequential.draw(random);
    }

    /** A hundred probesets with the same margins; permutations drawn each time. */
    @Benchmark
    @OperationsPerInvocation(SIMULATIONS * SHARING)
    public int[] sharedPermutationsSameMargins() {
        RowTotals rowTotals = RowTotals.of(table);
        return Simulations.exceedances(
                Simulations.permutationTest(new SharedPermutations(rowTotals, 0, 42, SIMULATIONS, 0, 0), sharing),
                SIMULATIONS);
    }
}
