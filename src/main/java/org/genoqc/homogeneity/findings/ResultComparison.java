package org.genoqc.homogeneity.findings;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.genoqc.homogeneity.fault.TsvFormatException;
import org.genoqc.homogeneity.findings.BeforeAndAfter.Change;
import org.genoqc.homogeneity.statistics.TestResult;
import org.jspecify.annotations.Nullable;

/**
 * Compares two results, or two lists of findings, of before and after something was done to the data: a row at a time, so
 * that nothing grows with them. Probesets and genotyping batches are the same if they have the same names.
 */
public final class ResultComparison {

    /** The header line of compared results, without its end. */
    public static final String HEADER =
            "probeset_id\tsignificant\tpvalue_before\tpvalue_after\tln_pvalue_before\tln_pvalue_after";

    /** The header line of compared findings, without its end. */
    public static final String HEADER_OF_FINDINGS = "probeset_id\tbatch_name\tfound\tkinds_before\tkinds_after"
            + "\tln_pvalue_calls_before\tln_pvalue_calls_after\tln_pvalue_nocalls_before\tln_pvalue_nocalls_after";

    private static final Comparator<NamedFinding> ORDER = Comparator.comparing(
                    NamedFinding::probesetId, CodePointOrder.INSTANCE)
            .thenComparing(NamedFinding::batchName, CodePointOrder.INSTANCE)
            .thenComparing(NamedFinding::stratum, CodePointOrder.INSTANCE);

    private ResultComparison() {}

    /**
     * Compares the results of all probesets and writes a row for each, in the order of the ids: {@code both}, {@code
     * before}, {@code after} or {@code neither} for where it is significant, and its p-values, NaN where it was skipped and
     * empty where it is not in the data.
     *
     * @throws TsvFormatException if one of them is not a result, or its rows are not in order
     */
    public static BeforeAndAfter results(Reader before, Reader after, Appendable out) throws IOException {
        out.append(HEADER).append('\n');
        Tally tally = new Tally();
        try (ResultRows first = new ResultRows(before, "the result before");
                ResultRows second = new ResultRows(after, "the result after")) {
            first.next();
            second.next();
            while (first.id != null || second.id != null) {
                int order = order(first.id, second.id);
                String id = order <= 0 ? first.id : second.id;
                Change change = Change.of(order <= 0 && first.isSignificant(), order >= 0 && second.isSignificant());
                tally.add(change, order);
                out.append(id)
                        .append('\t')
                        .append(change.label())
                        .append('\t')
                        .append(order <= 0 ? first.pValue : "")
                        .append('\t')
                        .append(order >= 0 ? second.pValue : "")
                        .append('\t')
                        .append(order <= 0 ? first.lnPValue : "")
                        .append('\t')
                        .append(order >= 0 ? second.lnPValue : "")
                        .append('\n');
                if (order <= 0) {
                    first.next();
                }
                if (order >= 0) {
                    second.next();
                }
            }
        }
        return tally.result();
    }

    /**
     * Compares findings and writes a row for each: {@code both}, {@code before} for one that is gone, {@code after} for a
     * new one. A finding is gone also if its probeset is no longer in the data.
     *
     * @throws TsvFormatException if one of them is not a list of findings, or its rows are not in order
     */
    public static BeforeAndAfter findings(Reader before, Reader after, Appendable out) throws IOException {
        Tally tally = new Tally();
        try (FindingsReader first = new FindingsReader(before, "the findings before");
                FindingsReader second = new FindingsReader(after, "the findings after")) {
            boolean hasStrata = first.hasStrata() || second.hasStrata();
            out.append(HEADER_OF_FINDINGS)
                    .append(hasStrata ? "\t" + FindingsWriter.STRATUM : "")
                    .append('\n');
            NamedFinding one = first.next();
            NamedFinding other = second.next();
            while (one != null || other != null) {
                int order = order(one, other);
                NamedFinding old = order <= 0 ? one : null;
                NamedFinding current = order >= 0 ? other : null;
                tally.add(Change.of(old != null, current != null), order);
                writeFinding(old, current, hasStrata, out);
                one = old == null ? one : first.next();
                other = current == null ? other : second.next();
            }
        }
        return tally.result();
    }

    private static void writeFinding(
            @Nullable NamedFinding old, @Nullable NamedFinding current, boolean hasStrata, Appendable out)
            throws IOException {
        NamedFinding any = old == null ? Objects.requireNonNull(current) : old;
        out.append(String.join(
                        "\t",
                        any.probesetId(),
                        any.batchName(),
                        Change.of(old != null, current != null).label(),
                        old == null ? "" : FindingsWriter.kinds(old),
                        current == null ? "" : FindingsWriter.kinds(current),
                        old == null ? "" : Double.toString(old.lnPValueCalls()),
                        current == null ? "" : Double.toString(current.lnPValueCalls()),
                        old == null ? "" : Double.toString(old.lnPValueNocalls()),
                        current == null ? "" : Double.toString(current.lnPValueNocalls())))
                .append(hasStrata ? "\t" + any.stratum() : "")
                .append('\n');
    }

    /** What is not there comes last. */
    private static int order(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? 1 : -1;
        }
        return CodePointOrder.INSTANCE.compare(one, other);
    }

    private static int order(@Nullable NamedFinding one, @Nullable NamedFinding other) {
        if (one == null || other == null) {
            return one == null ? 1 : -1;
        }
        return ORDER.compare(one, other);
    }

    private static final class Tally {

        private final Map<Change, Long> numbers = new EnumMap<>(Change.class);
        private long onlyBefore;
        private long onlyAfter;

        Tally() {
            Arrays.stream(Change.values()).forEach(change -> numbers.put(change, 0L));
        }

        void add(Change change, int order) {
            numbers.merge(change, 1L, Long::sum);
            onlyBefore += order < 0 ? 1 : 0;
            onlyAfter += order > 0 ? 1 : 0;
        }

        BeforeAndAfter result() {
            return new BeforeAndAfter(numbers, onlyBefore, onlyAfter);
        }
    }

    /** The rows of a result, of which the current one is open. */
    private static final class ResultRows implements AutoCloseable {

        private final TsvRows rows;
        private final int idColumn;
        private final int pColumn;
        private final int lnColumn;
        private @Nullable String id;
        private String pValue = "";
        private String lnPValue = "";
        private double value;

        ResultRows(Reader reader, String file) throws IOException {
            rows = new TsvRows(reader, file);
            idColumn = rows.column("probeset_id");
            pColumn = rows.column("pvalue");
            lnColumn = rows.column("ln_pvalue");
        }

        void next() throws IOException {
            if (!rows.next()) {
                id = null;
                return;
            }
            String before = id;
            id = rows.text(idColumn);
            rows.checkOrder(before, id);
            value = rows.pValue(pColumn);
            pValue = rows.text(pColumn);
            lnPValue = Double.toString(rows.number(lnColumn));
        }

        boolean isSignificant() {
            return value < TestResult.SIGNIFICANCE_LEVEL;
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
