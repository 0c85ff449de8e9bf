package org.genoqc.homogeneity.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.fault.TsvFormatException;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of an index against what a sort of all lines gives. */
class TableIndexTests {

    /** More than two blocks. */
    private static final int PROBESETS = 2 * RowBlocks.ROWS_OF_BLOCK + 1234;

    private static final HeapBudget HEAP = new HeapBudget(1L << 30);
    private static final ProbesetFilter ALL = new ProbesetFilter("", null, null, null, null);

    @TempDir
    private static Path folder;

    private static IndexedTables tables = new IndexedTables(Path.of(""), null, "");
    private static List<Row> rows = List.of();
    private static List<String[]> findings = List.of();

    private record Row(int number, String[] fields) {

        String id() {
            return fields[0];
        }

        double value(int column) {
            return Double.parseDouble(fields[column]);
        }

        /** The logarithm of pvalue_asymptotic; ln_pvalue where that underflows. */
        double lnAsymptotic() {
            return value(16) > 0 ? Math.log(value(16)) : value(10);
        }
    }

    @BeforeAll
    static void write() throws IOException {
        tables = MadeTables.write(folder, PROBESETS, 0.3, 42);
        TableIndex.write(tables, HEAP, Cancellation.NEVER, index());
        List<Row> all = new ArrayList<>();
        for (String line : Files.readAllLines(tables.result()).subList(1, PROBESETS + 1)) {
            all.add(new Row(all.size(), line.split("\t", -1)));
        }
        rows = all;
        try (Stream<String> lines = Files.lines(folder.resolve("findings.tsv"))) {
            findings = lines.skip(1).map(line -> line.split("\t", -1)).toList();
        }
    }

    private static Path index() {
        return folder.resolve("tables.index");
    }

    private static TableIndex open() throws IOException {
        TableIndex index = TableIndex.open(tables, index());
        assertThat(index).isNotNull();
        return index;
    }

    private static int column(ProbesetOrder order) throws IOException {
        try (TableIndex index = open()) {
            return List.of(index.result().header().split("\t")).indexOf(order.column());
        }
    }

    /** All rows that are wanted, in order. */
    private static List<Row> sorted(ProbesetOrder order, boolean descending, Predicate<Row> wanted) throws IOException {
        Comparator<Row> by = Comparator.comparingInt(Row::number);
        if (order == ProbesetOrder.PROBESET_ID) {
            return rows.stream()
                    .filter(wanted)
                    .sorted(descending ? by.reversed() : by)
                    .toList();
        }
        int column = column(order);
        double[] values = rows.stream().mapToDouble(row -> row.value(column)).toArray();
        if (order.isPValue()) {
            double[] ties = rows.stream().mapToDouble(Row::lnAsymptotic).toArray();
            by = Comparator.<Row>comparingDouble(row -> ties[row.number()]).thenComparing(by);
        }
        by = Comparator.<Row>comparingDouble(row -> values[row.number()]).thenComparing(by);
        List<Row> all = new ArrayList<>(rows.stream()
                .filter(row -> !Double.isNaN(values[row.number()]))
                .sorted(descending ? by.reversed() : by)
                .toList());
        rows.stream().filter(row -> Double.isNaN(values[row.number()])).forEach(all::add);
        return all.stream().filter(wanted).toList();
    }

    private static void compare(ProbesetFilter filter, ProbesetOrder order, boolean descending, Predicate<Row> wanted)
            throws IOException {
        List<Row> expected = sorted(order, descending, wanted);
        int size = expected.size();
        try (TableIndex index = open()) {
            for (int offset : new int[] {0, 7, size / 2, Math.max(0, size - 5), size, size + 10}) {
                Page page = index.probesets(filter, order, descending, offset, 100);
                assertThat(page.total()).isEqualTo(size);
                assertThat(page.rows())
                        .as("%s by %s %s from %s", filter, order, descending, offset)
                        .isEqualTo(expected.stream()
                                .skip(offset)
                                .limit(100)
                                .map(row -> (long) row.number())
                                .toList());
            }
        }
    }

    @Test
    void everyOrderUpwardsAndDownwards() throws IOException {
        for (ProbesetOrder order : ProbesetOrder.values()) {
            compare(ALL, order, false, row -> true);
            compare(ALL, order, true, row -> true);
        }
    }

    @Test
    void everyFilterAloneAndAllTogether() throws IOException {
        for (ProbesetOrder order : List.of(ProbesetOrder.PROBESET_ID, ProbesetOrder.PVALUE, ProbesetOrder.N_FINDINGS)) {
            for (boolean descending : new boolean[] {false, true}) {
                compare(
                        new ProbesetFilter("AX-00001", null, null, null, null),
                        order,
                        descending,
                        row -> row.id().startsWith("AX-00001"));
                compare(new ProbesetFilter("ax", null, null, null, null), order, descending, row -> false);
                compare(
                        new ProbesetFilter("", Method.STANDARD, null, null, null),
                        order,
                        descending,
                        row -> row.fields()[4].equals("standard"));
                compare(new ProbesetFilter("", null, null, null, 1e-3), order, descending, row -> row.value(2) <= 1e-3);
                compare(
                        new ProbesetFilter("", null, FindingKind.SWAPPED_ALLELES, null, null),
                        order,
                        descending,
                        row -> hasFinding(row, "swapped_alleles", null));
                compare(
                        new ProbesetFilter("AX-00000", Method.MONTE_CARLO, FindingKind.CALLS, "b04", 2e-3),
                        order,
                        descending,
                        row -> row.id().startsWith("AX-00000")
                                && row.fields()[4].equals("monte_carlo")
                                && row.value(2) <= 2e-3
                                && hasFinding(row, "calls", "b04"));
                compare(new ProbesetFilter("", null, null, "no such", null), order, descending, row -> false);
            }
        }
    }

    private static final Map<String, List<String[]>> BY_PROBESET = new HashMap<>();

    private static boolean hasFinding(Row row, String kind, @Nullable String batch) {
        if (BY_PROBESET.isEmpty()) {
            findings.forEach(finding -> BY_PROBESET
                    .computeIfAbsent(finding[0], id -> new ArrayList<>())
                    .add(finding));
        }
        return BY_PROBESET.getOrDefault(row.id(), List.of()).stream()
                .anyMatch(finding ->
                        List.of(finding[2].split(",")).contains(kind) && (batch == null || finding[1].equals(batch)));
    }

    @Test
    void linesAreThoseOfTheTables() throws IOException {
        try (TableIndex index = open()) {
            for (Row row : List.of(rows.getFirst(), rows.get(RowBlocks.ROWS_OF_BLOCK), rows.getLast())) {
                assertThat(index.resultLine(row.number())).isEqualTo(String.join("\t", row.fields()));
                assertThat(index.probeset(row.id())).hasValue(row.number());
            }
            assertThat(index.probeset("AX-")).isEmpty();
            assertThat(index.probeset("B")).isEmpty();
            assertThat(index.probeset("")).isEmpty();
        }
    }

    /** The numbers of all findings in order. */
    private static List<Integer> sorted(FindingOrder order, boolean descending) {
        double[] values =
                findings.stream().mapToDouble(finding -> value(order, finding)).toArray();
        Comparator<Integer> by = order == FindingOrder.BATCH_NAME
                ? Comparator.comparing(number -> findings.get(number)[1])
                : Comparator.comparingDouble(number -> values[number]);
        by = by.thenComparing(Comparator.naturalOrder());
        Map<Boolean, List<Integer>> isMissing = IntStream.range(0, values.length)
                .boxed()
                .sorted(descending ? by.reversed() : by)
                .collect(Collectors.partitioningBy(number -> Double.isNaN(values[number])));
        return Stream.concat(
                        isMissing.getOrDefault(false, List.of()).stream(),
                        isMissing.getOrDefault(true, List.of()).stream().sorted())
                .toList();
    }

    private static double value(FindingOrder order, String[] finding) {
        double calls = Double.parseDouble(finding[12]);
        double noCalls = Double.parseDouble(finding[14]);
        return switch (order) {
            case PROBESET_ID, BATCH_NAME -> 0;
            case PVALUE -> Math.min(calls, noCalls);
            case PVALUE_CALLS -> calls;
            case PVALUE_NOCALLS -> noCalls;
            case FREQUENCY_DIFFERENCE -> Math.abs(Double.parseDouble(finding[17]));
            case NOCALL_DIFFERENCE -> Math.abs(Double.parseDouble(finding[19]));
        };
    }

    private static void compare(
            FindingFilter filter, FindingOrder order, boolean descending, Predicate<String[]> wanted)
            throws IOException {
        List<Long> expected = sorted(order, descending).stream()
                .filter(number -> wanted.test(findings.get(number)))
                .map(number -> (long) number)
                .toList();
        int size = expected.size();
        try (TableIndex index = open()) {
            for (int offset : new int[] {0, 3, size / 2, Math.max(0, size - 5), size, size + 10}) {
                Page page = index.findings(filter, order, descending, offset, 100);
                assertThat(page.total()).isEqualTo(size);
                assertThat(page.rows())
                        .as("%s by %s %s from %s", filter, order, descending, offset)
                        .isEqualTo(expected.stream().skip(offset).limit(100).toList());
            }
        }
    }

    @Test
    void findingsInEveryOrderAndByEveryFilter() throws IOException {
        String[] one = findings.get(findings.size() / 2);
        for (FindingOrder order : FindingOrder.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                compare(new FindingFilter(null, "", null, null), order, descending, finding -> true);
                compare(
                        new FindingFilter(null, "AX-00001", null, null),
                        order,
                        descending,
                        finding -> finding[0].startsWith("AX-00001"));
                compare(
                        new FindingFilter(one[0], "AX-", null, null),
                        order,
                        descending,
                        finding -> finding[0].equals(one[0]));
                compare(
                        new FindingFilter(null, "AX-00002", "b05", FindingKind.CALLS),
                        order,
                        descending,
                        finding -> finding[0].startsWith("AX-00002")
                                && finding[1].equals("b05")
                                && finding[2].startsWith("calls"));
            }
        }
        for (FindingFilter none : List.of(
                new FindingFilter(one[0], "B", null, null),
                new FindingFilter("AX-", "", null, null),
                new FindingFilter(null, "ax", null, null),
                new FindingFilter(null, "", "no such", null))) {
            compare(none, FindingOrder.PVALUE, false, finding -> false);
        }
    }

    @Test
    void linesOfFindingsAreThoseOfTheTable() throws IOException {
        try (TableIndex index = open()) {
            for (int finding : new int[] {0, 1, findings.size() / 2, findings.size() - 1}) {
                assertThat(index.findingLine(finding)).isEqualTo(String.join("\t", findings.get(finding)));
            }
        }
    }

    @Test
    void anIndexThatIsNotWholeOrNotOfTheseTablesIsNotOpened(@TempDir Path other) throws IOException {
        Path copy = Files.copy(index(), other.resolve("copy"));
        assertThat(TableIndex.open(new IndexedTables(tables.result(), tables.findings(), "ab".repeat(32)), copy))
                .isNull();
        assertThat(TableIndex.open(new IndexedTables(tables.result(), null, tables.sha256()), copy))
                .isNull();
        for (long length : new long[] {Files.size(copy) - 1, IndexHeader.LENGTH, 20, 0}) {
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
            assertThat(TableIndex.open(tables, copy)).isNull();
        }
        assertThat(TableIndex.open(tables, other.resolve("none"))).isNull();
    }

    @Test
    void whatFailsLeavesNothingBehind(@TempDir Path other) throws IOException {
        Path file = other.resolve("index");
        assertThatThrownBy(() -> TableIndex.write(tables, new HeapBudget(1000), Cancellation.NEVER, file))
                .isInstanceOf(HeapBudgetExceededException.class);
        Path broken = other.resolve("broken.tsv");
        Files.writeString(broken, Files.readAllLines(tables.result()).getFirst() + "\nP1\t1.0\n");
        assertThatThrownBy(() -> TableIndex.write(
                        new IndexedTables(broken, null, tables.sha256()), HEAP, Cancellation.NEVER, file))
                .isInstanceOf(TsvFormatException.class)
                .hasMessageContaining("line 2");
        Files.delete(broken);
        try (Stream<Path> left = Files.list(other)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void numbersAreOrderedByTheirKeys() {
        double[] ascending = {-1e300, -745.2, -0.5, 0.0, Double.MIN_VALUE, 1e-300, 0.5, 1, Double.POSITIVE_INFINITY};
        for (int i = 1; i < ascending.length; i++) {
            assertThat(Long.compareUnsigned(RadixSort.key(ascending[i - 1]), RadixSort.key(ascending[i])))
                    .isNegative();
        }
        assertThat(RadixSort.key(-0.0)).isEqualTo(RadixSort.key(0.0));
        assertThat(Long.compareUnsigned(RadixSort.key(Double.NaN), RadixSort.key(Double.POSITIVE_INFINITY)))
                .isPositive();
    }
}
