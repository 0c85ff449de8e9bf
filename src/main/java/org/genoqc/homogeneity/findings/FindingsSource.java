package org.genoqc.homogeneity.findings;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.genoqc.homogeneity.counts.ProbesetNames;
import org.genoqc.homogeneity.counts.ProbesetPlace;
import org.jspecify.annotations.Nullable;

/** All probesets of a data set with their findings, in the order of the ids. Can be gone through again and again. */
@FunctionalInterface
public interface FindingsSource {

    /** From the first probeset on. */
    Cursor open() throws IOException;

    /** One probeset after the other. */
    interface Cursor extends Closeable {

        /** The next probeset; null at the end. */
        @Nullable
        Evidence next() throws IOException;
    }

    /**
     * A probeset.
     *
     * @param findings in the order of the genotyping batches
     * @param snpId the name of its SNP; empty where it has none
     * @param isOnSexChromosome whether it is on X, on Y or in the mitochondria, and so not in the report card
     */
    record Evidence(ProbesetTests tests, List<NamedFinding> findings, String snpId, boolean isOnSexChromosome) {

        /** Of a data set without annotation. */
        public Evidence(ProbesetTests tests, List<NamedFinding> findings) {
            this(tests, findings, "", false);
        }

        public Evidence {
            findings = List.copyOf(findings);
        }

        /** That of a probeset, by its number among those of the data set. */
        public static Evidence of(ProbesetNames names, int probeset, ProbesetAssessment assessment) {
            ProbesetPlace place = names.place(probeset);
            return new Evidence(
                    ProbesetTests.of(names.probesetId(probeset), assessment),
                    assessment.findings().stream()
                            .map(finding -> NamedFinding.of(finding, names))
                            .toList(),
                    place.snpId(),
                    place.isOnSexChromosome());
        }
    }

    /** Opens a file as text. */
    @FunctionalInterface
    interface Opener {
        Reader open() throws IOException;
    }

    /** What was just computed; assessments by number of the probeset. */
    static FindingsSource of(ProbesetNames names, IntFunction<ProbesetAssessment> assessments) {
        return () -> new Cursor() {
            private int next;

            @Override
            public @Nullable Evidence next() {
                if (next == names.probesets()) {
                    return null;
                }
                Evidence evidence = Evidence.of(names, next, assessments.apply(next));
                next++;
                return evidence;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    /**
     * What was stored. Both files are read side by side, a row at a time.
     *
     * @param result the result, with the columns {@code probeset_id}, {@code pvalue_calls} and {@code pvalue_nocalls}, and
     *     {@code chromosome} and {@code snp_id} if there was an annotation
     * @param findings the findings of the same data set
     */
    static FindingsSource stored(Opener result, Opener findings) {
        return () -> {
            Reader rows = result.open();
            try {
                return new StoredFindings(rows, findings);
            } catch (IOException | RuntimeException e) {
                rows.close();
                throw e;
            }
        };
    }

    /** Joins the rows of a result with findings. */
    final class StoredFindings implements Cursor {

        private final TsvRows rows;
        private final FindingsReader findings;
        private final int id;
        private final int calls;
        private final int nocalls;
        private final int chromosome;
        private final int snpId;
        private @Nullable NamedFinding pending;
        private @Nullable String before;
        private boolean hasBegun;

        private StoredFindings(Reader result, Opener found) throws IOException {
            rows = new TsvRows(result, "result");
            id = rows.column("probeset_id");
            calls = rows.column("pvalue_calls");
            nocalls = rows.column("pvalue_nocalls");
            chromosome = rows.columnIfThere("chromosome");
            snpId = rows.columnIfThere("snp_id");
            Reader opened = found.open();
            try {
                findings = new FindingsReader(opened, "findings");
            } catch (IOException | RuntimeException e) {
                opened.close();
                throw e;
            }
        }

        @Override
        public @Nullable Evidence next() throws IOException {
            if (!hasBegun) {
                pending = findings.next();
                hasBegun = true;
            }
            if (!rows.next()) {
                if (pending != null) {
                    throw rows.fault("ends before " + pending.probesetId() + ", which has findings");
                }
                return null;
            }
            String probeset = rows.text(id);
            rows.checkOrder(before, probeset);
            before = probeset;
            List<NamedFinding> own = new ArrayList<>();
            while (pending != null && pending.probesetId().equals(probeset)) {
                own.add(pending);
                pending = findings.next();
            }
            if (pending != null && CodePointOrder.INSTANCE.compare(pending.probesetId(), probeset) < 0) {
                throw rows.fault("no row of " + pending.probesetId() + ", which has findings");
            }
            return new Evidence(
                    new ProbesetTests(probeset, Math.log(rows.pValue(calls)), Math.log(rows.pValue(nocalls))),
                    own,
                    snpId < 0 ? "" : rows.text(snpId),
                    chromosome >= 0 && ProbesetPlace.isSexChromosome(rows.text(chromosome)));
        }

        @Override
        public void close() throws IOException {
            rows.close();
            findings.close();
        }
    }
}
