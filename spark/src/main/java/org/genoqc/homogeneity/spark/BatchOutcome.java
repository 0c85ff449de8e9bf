package org.genoqc.homogeneity.spark;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.genoqc.homogeneity.batch.BatchContent;
import org.genoqc.homogeneity.batch.CompletedBatch;
import org.genoqc.homogeneity.counts.RowProblems;
import org.genoqc.homogeneity.findings.ReportCardBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What leaves a partition.
 *
 * @param problems faults between rows; if there are any there is nothing else
 * @param tally of its probesets
 * @param content its ids and results, see {@link #decoded}
 * @param card of its probesets; nothing if the analysis is basic
 */
@SuppressWarnings("ArrayRecordComponent") // is on its way, and compared by nobody
record BatchOutcome(RowProblems problems, Tally tally, byte[] content, byte[] card) implements Serializable {

    /**
     * Of probesets.
     *
     * @param controls those whose ids are those of controls
     * @param incomplete those that lack rows
     * @param firstIncomplete the first of these; null where there is none
     * @param rowsOfIncomplete how many it has
     */
    record Tally(
            int probesets,
            int tested,
            int monteCarlo,
            int controls,
            int incomplete,
            @Nullable String firstIncomplete,
            int rowsOfIncomplete,
            int onSexChromosomes)
            implements Serializable {

        static final Tally NONE = new Tally(0, 0, 0, 0, 0, null, 0, 0);

        /** With those of the probesets that follow. */
        Tally plus(Tally next) {
            boolean isFirst = firstIncomplete != null;
            return new Tally(
                    probesets + next.probesets,
                    tested + next.tested,
                    monteCarlo + next.monteCarlo,
                    controls + next.controls,
                    incomplete + next.incomplete,
                    isFirst ? firstIncomplete : next.firstIncomplete,
                    isFirst ? rowsOfIncomplete : next.rowsOfIncomplete,
                    onSexChromosomes + next.onSexChromosomes);
        }
    }

    static BatchOutcome of(RowProblems problems) {
        return new BatchOutcome(problems, Tally.NONE, new byte[0], new byte[0]);
    }

    static BatchOutcome of(
            Tally tally, List<String> ids, CompletedBatch batch, @Nullable ReportCardBuilder card)
            throws IOException {
        byte[] content = compressed(out -> {
            out.writeInt(ids.size());
            for (String id : ids) {
                byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            byte[] encoded = BatchContent.encode(batch);
            out.writeInt(encoded.length);
            out.write(encoded);
        });
        return new BatchOutcome(
                new RowProblems(), tally, content, card == null ? new byte[0] : compressed(card::write));
    }

    /** Its content, decoded. */
    record Content(List<String> ids, CompletedBatch batch) {}

    Content decoded() throws IOException {
        try (DataInputStream in = inflated(content)) {
            int size = in.readInt();
            List<String> ids = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                ids.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
            }
            return new Content(ids, BatchContent.decode(in.readNBytes(in.readInt())));
        }
    }

    void mergeCardInto(ReportCardBuilder all) throws IOException {
        try (DataInputStream in = inflated(card)) {
            all.mergeWritten(in);
        }
    }

    BatchOutcome withoutCard() {
        return new BatchOutcome(problems, tally, content, new byte[0]);
    }

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] compressed(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 1 << 16))) {
            writing.to(out);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static DataInputStream inflated(byte[] bytes) {
        return new DataInputStream(
                new BufferedInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)), 1 << 16));
    }
}
