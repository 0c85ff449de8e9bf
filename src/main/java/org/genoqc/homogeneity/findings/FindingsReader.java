package org.genoqc.homogeneity.findings;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.EnumSet;
import java.util.Set;
import org.genoqc.homogeneity.fault.TsvFormatException;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FindingsWriter} wrote, one finding at a time. Effects are not read: they follow from the counts. */
public final class FindingsReader implements Closeable {

    private final TsvRows rows;
    private final int[] names;
    private final int[] counts;
    private final int lnCalls;
    private final int lnNocalls;
    private final int stratum;
    private @Nullable NamedFinding before;

    /**
     * Reads the header.
     *
     * @param file its name, for messages
     * @throws TsvFormatException if a column is missing
     */
    public FindingsReader(Reader reader, String file) throws IOException {
        rows = new TsvRows(reader, file);
        names = columns(FindingsWriter.NAMES.toArray(String[]::new));
        counts = columns(FindingsWriter.COUNTS.toArray(String[]::new));
        lnCalls = rows.column("ln_pvalue_calls");
        lnNocalls = rows.column("ln_pvalue_nocalls");
        stratum = rows.columnIfThere(FindingsWriter.STRATUM);
    }

    /** Whether the findings are of strata. */
    boolean hasStrata() {
        return stratum >= 0;
    }

    private int[] columns(String[] of) throws TsvFormatException {
        int[] columns = new int[of.length];
        for (int i = 0; i < of.length; i++) {
            columns[i] = rows.column(of[i]);
        }
        return columns;
    }

    /**
     * The next finding; null at the end.
     *
     * @throws TsvFormatException if the row is not one that was written, or not in order
     */
    public @Nullable NamedFinding next() throws IOException {
        if (!rows.next()) {
            return null;
        }
        NamedFinding finding = new NamedFinding(
                rows.text(names[0]),
                rows.text(names[1]),
                hasStrata() ? rows.text(stratum) : "",
                countsFrom(0),
                countsFrom(4),
                lnPValue(lnCalls),
                lnPValue(lnNocalls),
                kinds(rows.text(names[2])));
        checkOrder(before, finding);
        before = finding;
        return finding;
    }

    private void checkOrder(@Nullable NamedFinding first, NamedFinding second) throws TsvFormatException {
        if (first == null || !first.probesetId().equals(second.probesetId())) {
            rows.checkOrder(first == null ? null : first.probesetId(), second.probesetId());
        } else if (hasStrata() && first.batchName().equals(second.batchName())) {
            rows.checkOrder(first.stratum(), second.stratum());
        } else {
            rows.checkOrder(first.batchName(), second.batchName());
        }
    }

    private GenotypeCounts countsFrom(int first) throws TsvFormatException {
        return new GenotypeCounts(
                rows.count(counts[first]),
                rows.count(counts[first + 1]),
                rows.count(counts[first + 2]),
                rows.count(counts[first + 3]));
    }

    private double lnPValue(int column) throws TsvFormatException {
        double ln = rows.number(column);
        if (!(ln <= 0)) {
            throw rows.fault("the logarithm of a p-value can't be " + ln);
        }
        return ln;
    }

    private Set<FindingKind> kinds(String text) throws TsvFormatException {
        Set<FindingKind> kinds = EnumSet.noneOf(FindingKind.class);
        for (String label : text.split(",", -1)) {
            kinds.add(FindingKind.labelled(label)
                    .orElseThrow(() -> rows.fault("no kind of findings is called " + label)));
        }
        return kinds;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
