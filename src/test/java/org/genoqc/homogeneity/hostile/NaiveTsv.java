package org.genoqc.homogeneity.hostile;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The table of this program, read as docs/reference.md has it and not as the reader does: line by line, with the plainest
 * means there are. Knows no quotes, no compression and no limit of length.
 */
final class NaiveTsv {

    private static final List<String> COLUMNS = List.of("probeset_id", "batch_name", "n_AA", "n_AB", "n_BB", "n_NC");
    private static final String STRATUM = "stratum";
    private static final Pattern COUNT = Pattern.compile("[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]{1,3})?");
    private static final BigDecimal MAX_COUNT = BigDecimal.valueOf(1L << 53);
    private static final int MAX_LENGTH = 60_000;

    private NaiveTsv() {}

    /** Whether it is of what this reader knows: no quote, no line that ends by CR alone, no long line, no gzip or zip. */
    static boolean isPlain(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return !text.contains("\"")
                && !text.replace("\r\n", "\n").contains("\r")
                && !text.startsWith("\u001f\u008b")
                && text.length() < MAX_LENGTH;
    }

    /** Its rows, sorted; empty where the table is to be refused. */
    static Optional<Set<String>> rows(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        if (text.contains("\u0000")) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>(List.of((text.startsWith("\ufeff") ? text.substring(1) : text)
                .replace("\r\n", "\n")
                .split("\n", -1)));
        while (!lines.isEmpty()
                && (lines.getFirst().isEmpty() || lines.getFirst().startsWith("#"))) {
            lines.removeFirst();
        }
        lines.removeIf(String::isEmpty);
        return lines.size() < 2
                ? Optional.empty()
                : rows(List.of(lines.getFirst().split("\t", -1)), lines);
    }

    private static Optional<Set<String>> rows(List<String> header, List<String> lines) {
        if (!header.containsAll(COLUMNS) || new HashSet<>(header).size() < header.size()) {
            return Optional.empty();
        }
        Set<String> rows = new TreeSet<>();
        Set<String> places = new HashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            if (line.startsWith("#") || fields.length != header.size()) {
                return Optional.empty();
            }
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < fields.length; i++) {
                row.put(header.get(i), fields[i]);
            }
            Optional<String> read = row(row);
            if (read.isEmpty() || !places.add(place(row))) {
                return Optional.empty();
            }
            rows.add(read.get());
        }
        return Optional.of(rows);
    }

    private static String place(Map<String, String> row) {
        return row.get("probeset_id") + "\t" + row.get("batch_name") + "\t" + row.getOrDefault(STRATUM, "");
    }

    private static Optional<String> row(Map<String, String> row) {
        List<String> names = new ArrayList<>(List.of(row.get("probeset_id"), row.get("batch_name")));
        if (row.containsKey(STRATUM)) {
            names.add(row.get(STRATUM));
        }
        if (names.stream().anyMatch(name -> name.isBlank() || name.chars().anyMatch(Character::isISOControl))) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(place(row));
        for (String column : COLUMNS.subList(2, COLUMNS.size())) {
            Optional<Long> count = count(row.get(column));
            if (count.isEmpty()) {
                return Optional.empty();
            }
            text.append('\t').append(count.get());
        }
        return Optional.of(text.toString());
    }

    private static Optional<Long> count(String text) {
        if (!COUNT.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal count = new BigDecimal(text.replaceFirst("\\.(?=[eE]|$)", ""));
        return count.stripTrailingZeros().scale() > 0 && count.signum() != 0 || count.compareTo(MAX_COUNT) > 0
                ? Optional.empty()
                : Optional.of(count.longValueExact());
    }
}
