package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * Faults between rows, seen only once the rows are grouped: two rows of one probeset and genotyping batch, or counts
 * that add up to too much. The rows do not keep their line numbers; where there is such a fault the file is read once
 * more to find them.
 */
final class RowFaults {

    private record Row(String probesetId, String batchName) {}

    private final Set<Row> repeated = new HashSet<>();
    private final Set<String> tooLarge = new HashSet<>();

    private RowFaults() {}

    /** @throws InvalidInputException if there is any such fault */
    static void check(Path file, ProbesetCounts counts, long largestCount) throws IOException {
        RowFaults faults = new RowFaults();
        boolean totalsMayOverflow = (double) largestCount * counts.rows() * 4 > 0.5 * ContingencyTable.MAX_TOTAL;
        for (int probeset = 0; probeset < counts.probesets() && !faults.enough(); probeset++) {
            for (String batchName : counts.repeatedBatches(probeset)) {
                faults.repeated.add(new Row(counts.probesetId(probeset), batchName));
            }
            if (totalsMayOverflow && counts.isTooLarge(probeset)) {
                faults.tooLarge.add(counts.probesetId(probeset));
            }
        }
        if (!faults.repeated.isEmpty() || !faults.tooLarge.isEmpty()) {
            throw new InvalidInputException(faults.locate(file));
        }
    }

    private boolean enough() {
        return repeated.size() + tooLarge.size() >= InvalidInputException.MAX_FAULTS;
    }

    private List<InputFault> locate(Path file) throws IOException {
        List<InputFault> faults = new ArrayList<>();
        Map<Row, Long> firstLines = new HashMap<>();
        try (InputStream raw = Files.newInputStream(file);
                TsvText text = new TsvText(InputBytes.open(raw), true);
                CSVParser parser = CSVParser.builder()
                        .setReader(text)
                        .setFormat(CountsReader.FORMAT)
                        .get()) {
            CountsHeader header = null;
            for (CSVRecord record : parser) {
                long line = text.skippedLines() + record.getRecordNumber();
                if (header == null) {
                    header = CountsHeader.of(record, line);
                } else if (record.size() == header.fields() && faults.size() < InvalidInputException.MAX_FAULTS) {
                    Row row = new Row(record.get(header.probesetId()), record.get(header.batchName()));
                    addFaultsOf(row, line, firstLines, faults);
                }
            }
        }
        return faults;
    }

    private void addFaultsOf(Row row, long line, Map<Row, Long> firstLines, List<InputFault> faults) {
        if (tooLarge.remove(row.probesetId())) {
            faults.add(InputFault.at(
                    line,
                    CountsHeader.PROBESET_ID,
                    row.probesetId(),
                    Code.COUNT,
                    "the counts of a probeset must add up to at most 2^62"));
        }
        if (repeated.contains(row)) {
            Long first = firstLines.putIfAbsent(row, line);
            if (first != null) {
                faults.add(InputFault.at(
                        line,
                        CountsHeader.BATCH_NAME,
                        row.batchName(),
                        Code.DUPLICATE,
                        "probeset " + row.probesetId() + " already has a row for this genotyping batch on line "
                                + first));
            }
        }
    }
}
