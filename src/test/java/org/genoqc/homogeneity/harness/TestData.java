package org.genoqc.homogeneity.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genoqc.homogeneity.table.ContingencyTable;

/** Reads the test data: simple TSV with a header, no quotes. Independent of the reader under test. */
public final class TestData {

    private TestData() {}

    public static Path resource(String name) {
        var url = TestData.class.getResource("/" + name);
        if (url == null) {
            throw new IllegalArgumentException("no test resource " + name);
        }
        return Path.of(URI.create(url.toString()));
    }

    /** The first probesets of {@code array_like/small_probeset.tsv} as a file of their own. */
    public static Path firstProbesets(int probesets, Path folder) throws IOException {
        List<String> lines = Files.readAllLines(resource("array_like/small_probeset.tsv"));
        return Files.write(folder.resolve("small.tsv"), lines.subList(0, 1 + 12 * probesets));
    }

    /** The rows of a TSV, each by column name. */
    public static List<Map<String, String>> rows(Path tsv) {
        try {
            List<String> lines = Files.readAllLines(tsv);
            String[] header = lines.getFirst().split("\t", -1);
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.split("\t", -1);
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < header.length; i++) {
                    row.put(header[i], fields[i]);
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tables of a count file by probeset id, uncleaned, rows in the order of the file. */
    public static Map<String, ContingencyTable> tables(Path tsv) {
        Map<String, List<Long>> counts = new TreeMap<>();
        for (Map<String, String> row : rows(tsv)) {
            List<Long> cells = counts.computeIfAbsent(row.get("probeset_id"), id -> new ArrayList<>());
            for (String genotype : List.of("n_AA", "n_AB", "n_BB", "n_NC")) {
                cells.add(Long.valueOf(row.get(genotype)));
            }
        }
        Map<String, ContingencyTable> tables = new TreeMap<>();
        counts.forEach((id, cells) -> tables.put(
                id,
                ContingencyTable.of(4, cells.stream().mapToLong(Long::longValue).toArray())));
        return tables;
    }
}
