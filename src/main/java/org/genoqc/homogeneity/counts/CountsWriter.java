package org.genoqc.homogeneity.counts;

import java.io.IOException;
import org.genoqc.homogeneity.table.Genotype;

/**
 * Writes counts as the TSV that {@link CountsReader} reads: rows sorted by probeset, stratum if
 * there are strata, and genotyping batch, ended by LF.
 */
public final class CountsWriter {

    private CountsWriter() {}

    /** @throws IOException if it can't be written, or if the id of a probeset begins with {@code #}, as a comment does */
    public static void write(ProbesetCounts counts, Appendable out) throws IOException {
        out.append(Formats.PROBESET_ID).append('\t').append(Formats.BATCH_NAME).append('\t');
        out.append(String.join("\t", Formats.COUNTS));
        out.append(counts.hasStrata() ? "\t" + Formats.STRATUM : "").append('\n');
        String[] batches = new String[counts.genotypingBatches()];
        for (int batch = 0; batch < batches.length; batch++) {
            batches[batch] = quoted(counts.genotypingBatchName(batch));
        }
        String[] strata = new String[counts.strata()];
        for (int stratum = 0; stratum < strata.length; stratum++) {
            strata[stratum] = quoted(counts.stratumName(stratum));
        }
        StringBuilder lines = new StringBuilder();
        for (int probeset = 0; probeset < counts.probesets(); probeset++) {
            lines.setLength(0);
            append(counts, probeset, batches, strata, lines);
            out.append(lines);
        }
    }

    private static void append(
            ProbesetCounts counts, int probeset, String[] batches, String[] strata, StringBuilder lines)
            throws IOException {
        String id = counts.probesetId(probeset);
        if (id.startsWith("#")) {
            throw new IOException("the probeset " + id + " begins with #: its rows would be comments");
        }
        long[] cells = counts.cells(probeset);
        String quotedId = quoted(id);
        for (int row = 0; row < counts.rows(probeset); row++) {
            lines.append(quotedId).append('\t').append(batches[counts.genotypingBatch(probeset, row)]);
            for (int genotype = 0; genotype < Genotype.COUNT; genotype++) {
                lines.append('\t').append(cells[row * Genotype.COUNT + genotype]);
            }
            if (strata.length > 0) {
                lines.append('\t').append(strata[counts.stratum(probeset, row)]);
            }
            lines.append('\n');
        }
    }

    /** A quote matters only where a field begins with it. */
    private static String quoted(String name) {
        return name.startsWith("\"") ? '"' + name.replace("\"", "\"\"") + '"' : name;
    }
}
