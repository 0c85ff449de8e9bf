package org.genoqc.homogeneity.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.library.AnalysisResult;
import org.genoqc.homogeneity.library.HomogeneityAnalysis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, read by Hardwood and by DuckDB, which have nothing in common with it nor with each other. */
class ParquetWriterTests {

    /** The columns that are no doubles, by their types in DuckDB. */
    private static final Map<String, List<String>> TYPES = Map.of(
            "VARCHAR",
            List.of(
                    "probeset_id",
                    "batch_name",
                    "kinds",
                    "method",
                    "method_calls",
                    "method_nocalls",
                    "error",
                    "excluded_genotypes",
                    "worst_batch"),
            "BOOLEAN",
            List.of("pvalue_at_floor"),
            "BIGINT",
            List.of("dof", "samples", "total_samples"));

    private static AnalysisResult result;

    @TempDir
    Path folder;

    @BeforeAll
    static void analyse() throws IOException, InterruptedException {
        result = HomogeneityAnalysis.withDefaults()
                .withSimulations(50)
                .run(TestData.resource("array_like/small_batch.tsv"));
    }

    /** Writes a TSV. */
    @FunctionalInterface
    private interface Table {
        void to(Appendable out) throws IOException;
    }

    private static String tsv(Table table) throws IOException {
        StringBuilder tsv = new StringBuilder();
        table.to(tsv);
        return tsv.toString();
    }

    private Path written(String tsv) throws IOException {
        Path file = folder.resolve("table.parquet");
        try (Writer out = new ParquetWriter(Files.newOutputStream(file))) {
            out.write(tsv);
        }
        return file;
    }

    /** The type that a column is to have in DuckDB. */
    private static String type(String column) {
        return TYPES.entrySet().stream()
                .filter(type -> type.getValue().contains(column))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(column.startsWith("n_") ? "BIGINT" : "DOUBLE");
    }

    /** What a field of the TSV says, by the type of its column. */
    private static @Nullable Object value(String column, String field) {
        String type = type(column);
        if (field.isEmpty() || field.equals("NaN") && !type.equals("VARCHAR")) {
            return null;
        }
        return switch (type) {
            case "BIGINT" -> Long.valueOf(field);
            case "DOUBLE" -> Double.valueOf(field);
            case "BOOLEAN" -> Boolean.valueOf(field);
            default -> field;
        };
    }

    private static List<String> header(String tsv) {
        return List.of(tsv.lines().findFirst().orElseThrow().split("\t", -1));
    }

    private static List<List<@Nullable Object>> rows(String tsv) {
        List<String> header = header(tsv);
        return tsv.lines()
                .skip(1)
                .map(line -> {
                    String[] fields = line.split("\t", -1);
                    List<@Nullable Object> row = new ArrayList<>();
                    for (int i = 0; i < fields.length; i++) {
                        row.add(value(header.get(i), fields[i]));
                    }
                    return row;
                })
                .toList();
    }

    private static List<List<@Nullable Object>> readByHardwood(Path file) throws IOException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
                RowReader row = reader.rowReader()) {
            int columns = reader.getFileMetaData().schema().getFirst().numChildren();
            while (row.hasNext()) {
                row.next();
                List<@Nullable Object> values = new ArrayList<>();
                for (int i = 0; i < columns; i++) {
                    values.add(row.isNull(i) ? null : row.getValue(i));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    private static List<List<@Nullable Object>> readByDuckDb(String query) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            while (answer.next()) {
                List<@Nullable Object> values = new ArrayList<>();
                for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
                    values.add(answer.getObject(i));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    private void assertHolds(Path file, String tsv) throws IOException, SQLException {
        assertThat(readByHardwood(file)).isEqualTo(rows(tsv));
        assertThat(readByDuckDb("SELECT * FROM '" + file + "'")).isEqualTo(rows(tsv));
        assertThat(readByDuckDb("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '" + file + "')"))
                .isEqualTo(header(tsv).stream()
                        .map(column -> List.<Object>of(column, type(column)))
                        .toList());
    }

    @Test
    void eachTableIsReadAsItsTsvSaysWithTypes() throws IOException, SQLException {
        for (Table table :
                List.<Table>of(result::writeTsv, result::writeFindings, out -> result.writeReportCard(out))) {
            String tsv = tsv(table);
            assertHolds(written(tsv), tsv);
        }
    }

    @Test
    void aTableWithoutRowsHasItsColumns() throws IOException, SQLException {
        String tsv = tsv(result::writeFindings).lines().findFirst().orElseThrow() + "\n";
        assertHolds(written(tsv), tsv);
    }

    @Test
    void extremeValuesAreKept() throws IOException, SQLException {
        String longName = "x".repeat(65_536);
        String tsv = "probeset_id\tn_AA\todds_ratio\tpvalue_at_floor\terror\n"
                + "\"q'\t9007199254740993\tInfinity\ttrue\tNaN\n"
                + "P\u00e9\ud83e\uddec\t-1\t-Infinity\tfalse\t\n"
                + longName + "\t9223372036854775807\t-0.0\t\tsome\n"
                + "z\tNaN\t4.9E-324\ttrue\t\n"
                + "zz\t0\t1.7976931348623157E308\t\t\n";
        assertHolds(written(tsv), tsv);
    }

    /** A made table of several row groups, ordered as results are. */
    private static String large(int rows) {
        Random random = new Random(3);
        StringBuilder tsv = new StringBuilder("probeset_id\tpvalue\tn_findings\tpvalue_at_floor\terror\n");
        for (int row = 0; row < rows; row++) {
            tsv.append(String.format(Locale.ROOT, "P%07d\t", row))
                    .append(random.nextInt(4) == 0 ? Double.NaN : random.nextDouble())
                    .append('\t')
                    .append(row / 1000)
                    .append('\t')
                    .append(List.of("", "true", "false").get(random.nextInt(3)))
                    .append('\t')
                    .append(row % 1000 == 0 ? "e" : "")
                    .append('\n');
        }
        return tsv.toString();
    }

    @Test
    void rowGroupsAreBoundedInRowsAndBytes() throws IOException, SQLException {
        String tsv = large(2 * ParquetWriter.MAX_ROWS + 1);
        Path file = written(tsv);
        assertHolds(file, tsv);
        assertThat(rowGroups(file).stream().map(RowGroup::numRows)).containsExactly(65_536L, 65_536L, 1L);
        String name = "n".repeat(1 << 16);
        Path long0 = written("probeset_id\n" + (name + "\n").repeat(200));
        assertThat(rowGroups(long0))
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        group -> assertThat(group.totalByteSize()).isLessThan(ParquetWriter.MAX_BYTES + (1L << 17)));
    }

    private static List<RowGroup> rowGroups(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
            return reader.getFileMetaData().rowGroups();
        }
    }

    @Test
    void eachColumnOfARowGroupSaysWhatItsValuesAreBetween() throws IOException {
        String tsv = large(2 * ParquetWriter.MAX_ROWS);
        ColumnMetaData ids = rowGroups(written(tsv)).get(1).columns().get(0).metaData();
        assertThat(ids.codec()).isEqualTo(CompressionCodec.GZIP);
        assertThat(ids.statistics().minValue()).asString(StandardCharsets.UTF_8).isEqualTo("P0065536");
        assertThat(ids.statistics().maxValue()).asString(StandardCharsets.UTF_8).isEqualTo("P0131071");
        List<Double> pValues = tsv.lines()
                .skip(1 + ParquetWriter.MAX_ROWS)
                .map(line -> Double.valueOf(line.split("\t", -1)[1]))
                .filter(p -> !p.isNaN())
                .sorted()
                .toList();
        ColumnMetaData ps = rowGroups(written(tsv)).get(1).columns().get(1).metaData();
        assertThat(number(ps.statistics().minValue())).isEqualTo(pValues.getFirst());
        assertThat(number(ps.statistics().maxValue())).isEqualTo(pValues.getLast());
        assertThat(ps.statistics().nullCount()).isEqualTo(ParquetWriter.MAX_ROWS - pValues.size());
    }

    private static double number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getDouble();
    }

    /** A reader that trusted wrong bounds would lose rows. */
    @Test
    void whatAReaderPicksOutByTheBoundsIsAllThereIs() throws IOException, SQLException {
        String tsv = large(2 * ParquetWriter.MAX_ROWS);
        Path file = written(tsv);
        for (String condition : List.of("probeset_id = 'P0065536'", "n_findings >= 131", "pvalue < 0.00002")) {
            assertThat(readByDuckDb("SELECT * FROM '" + file + "' WHERE " + condition))
                    .as(condition)
                    .isNotEmpty()
                    .containsExactlyElementsOf(
                            readByDuckDb("SELECT * FROM (SELECT * FROM '" + file + "' OFFSET 0) WHERE " + condition));
        }
    }

    @Test
    void theSameTableHasTheSameBytesHoweverItArrives() throws IOException {
        String tsv = tsv(result::writeTsv);
        byte[] whole = Files.readAllBytes(written(tsv));
        Path file = folder.resolve("pieces.parquet");
        try (Writer out = new ParquetWriter(Files.newOutputStream(file))) {
            for (int at = 0; at < tsv.length(); at += 7) {
                out.append(tsv, at, Math.min(at + 7, tsv.length()));
            }
        }
        assertThat(file).hasBinaryContent(whole);
        assertThat(whole.length).isLessThan(tsv.length() / 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "probeset_id\tpvalue\nP1\t0.5\t1\n",
                "probeset_id\tpvalue\nP1\n",
                "probeset_id\tpvalue\nP1\thigh\n",
                "probeset_id\tn_AA\nP1\t1.5\n",
                "probeset_id\tpvalue\nP1\t0.5",
                "probeset_id\tpvalue\nP1\t0.5\nP2\t"
            })
    void aTableThatIsNoneIsRefused(String tsv) {
        assertThatThrownBy(() -> written(tsv)).isInstanceOf(IOException.class).hasMessageContaining("row ");
    }

    @Test
    void theFileBeginsAndEndsAsParquet() throws IOException {
        byte[] bytes = Files.readAllBytes(written("probeset_id\nP1\n"));
        assertThat(Arrays.copyOf(bytes, 4)).asString(StandardCharsets.US_ASCII).isEqualTo("PAR1");
        assertThat(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("PAR1");
    }
}
