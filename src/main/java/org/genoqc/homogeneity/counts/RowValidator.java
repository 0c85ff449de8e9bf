package org.genoqc.homogeneity.counts;

import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.Genotype;

/** Decides whether a record is a row of counts: stores it if it is, says what is wrong if it is not. */
final class RowValidator {

    private final CountsHeader columns;
    private final ChunkRows rows;
    private final List<InputFault> faults;
    private final long[] counts = new long[Genotype.COUNT];

    /**
     * A validator.
     *
     * @param rows where accepted rows go
     * @param faults where faults go
     */
    RowValidator(CountsHeader columns, ChunkRows rows, List<InputFault> faults) {
        this.columns = columns;
        this.rows = rows;
        this.faults = faults;
    }

    void accept(CSVRecord record, long line) {
        if (record.get(0).startsWith("#")) {
            faults.add(InputFault.at(
                    line, null, record.get(0), Code.FIELDS, "comment lines are allowed only before the header"));
        } else if (record.size() == columns.fields()) {
            acceptFields(record, line);
        } else if (record.size() > 1 || !record.get(0).isBlank()) {
            faults.add(raggedRow(record, line));
        }
    }

    private void acceptFields(CSVRecord record, long line) {
        int faultsBefore = faults.size();
        String probeset = record.get(columns.probesetId());
        String batch = record.get(columns.batchName());
        checkName(probeset, CountsHeader.PROBESET_ID, line);
        checkName(batch, CountsHeader.BATCH_NAME, line);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = count(record.get(columns.counts().get(i)), CountsHeader.COUNTS.get(i), line);
        }
        if (faults.size() == faultsBefore) {
            rows.add(rows.probesets().add(probeset), rows.batches().add(batch), counts);
        }
    }

    private InputFault raggedRow(CSVRecord record, long line) {
        return InputFault.at(
                line,
                null,
                String.join("\t", record),
                Code.FIELDS,
                "the row has " + record.size() + (record.size() == 1 ? " field" : " fields") + ", the header has "
                        + columns.fields());
    }

    private void checkName(String text, String column, long line) {
        if (text.isBlank()) {
            faults.add(InputFault.at(line, column, text, Code.ID, column + " must not be empty"));
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            faults.add(InputFault.at(
                    line, column, text, Code.ID, column + " must not hold tabs or other control characters"));
        }
    }

    private long count(String text, String column, long line) {
        long count = CountText.parse(text);
        if (count == CountText.NOT_A_COUNT) {
            faults.add(InputFault.at(
                    line, column, text, Code.COUNT, "a count must be a whole number, 0 or more, without spaces"));
        } else if (count == CountText.TOO_LARGE) {
            faults.add(InputFault.at(
                    line, column, text, Code.COUNT, "a count must be at most 2^53 = " + ContingencyTable.MAX_COUNT));
        }
        return count;
    }
}
