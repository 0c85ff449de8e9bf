package org.genoqc.homogeneity.library;

import java.io.IOException;
import java.util.List;
import org.genoqc.homogeneity.counts.CountsWriter;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.input.InputFiles;

/**
 * The counts of a data set, to be written as one table: what {@link HomogeneityAnalysis} reads from its files it reads from
 * that table too.
 */
public final class ImportedCounts {

    private final ProbesetCounts counts;

    private ImportedCounts(ProbesetCounts counts) {
        this.counts = counts;
    }

    /**
     * Reads the files of a data set.
     *
     * @throws org.genoqc.homogeneity.fault.InvalidInputException if a file can't be accepted, with the faults
     * @throws org.genoqc.homogeneity.fault.HeapBudgetExceededException if the data set is too large for the heap
     * @throws IOException if a file can't be read
     * @throws InterruptedException soon after the thread is interrupted
     */
    public static ImportedCounts read(InputFiles files) throws IOException, InterruptedException {
        try (HeapBudget.Share heap = HeapBudget.ofThisJvm().share()) {
            return new ImportedCounts(Reading.of(files, heap).counts());
        }
    }

    public int probesets() {
        return counts.probesets();
    }

    public int genotypingBatches() {
        return counts.genotypingBatches();
    }

    /** The rows that the table will have. */
    public long rows() {
        return counts.rows();
    }

    /** What was accepted but may surprise, in sentences. */
    public List<String> warnings() {
        return counts.warnings();
    }

    /**
     * Writes the table: a row for each probeset and genotyping batch, sorted by these in code point order. The same counts
     * give the same bytes, whatever files they were read from.
     *
     * @throws IOException if it can't be written, or if the id of a probeset begins with {@code #} and would make the row a
     *     comment
     */
    public void writeTsv(Appendable out) throws IOException {
        CountsWriter.write(counts, out);
    }
}
