package org.genoqc.homogeneity.findings;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.genoqc.homogeneity.fault.TsvFormatException;

/**
 * What lists need of a report card that was written.
 *
 * @param batchNames of all genotyping batches, in code point order
 * @param testedPairs as {@link ReportCard#testedPairs}
 */
public record StoredReportCard(List<String> batchNames, long testedPairs) {

    public StoredReportCard {
        batchNames = List.copyOf(batchNames);
    }

    /** @throws TsvFormatException if it is not what {@link ReportCardWriter} writes */
    public static StoredReportCard read(Reader reader) throws IOException {
        List<String> names = new ArrayList<>();
        long tested = 0;
        try (TsvRows rows = new TsvRows(reader, "report card")) {
            int name = rows.column("batch_name");
            int pairs = rows.column("n_tested");
            while (rows.next()) {
                names.add(rows.text(name));
                tested += rows.count(pairs);
            }
        }
        names.sort(CodePointOrder.INSTANCE);
        return new StoredReportCard(names, tested);
    }
}
