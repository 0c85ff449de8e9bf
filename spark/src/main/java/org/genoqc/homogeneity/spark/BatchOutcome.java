package org.genoqc.homogeneity.spark;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.genoqc.homogeneity.batch.BatchContent;
import org.genoqc.homogeneity.batch.CompletedBatch;
import org.genoqc.homogeneity.findings.ReportCardBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What leaves a partition that was tested.
 *
 * @param tested how many of its probesets can be tested
 * @param monteCarlo how many need simulation
 * @param content its results, see {@link #decoded}
 * @param card of its probesets; nothing if the analysis is basic
 */
@SuppressWarnings("ArrayRecordComponent") // is on its way, and compared by nobody
record BatchOutcome(int tested, int monteCarlo, byte[] content, byte[] card) implements Serializable {

    static BatchOutcome of(int tested, int monteCarlo, CompletedBatch batch, @Nullable ReportCardBuilder card)
            throws IOException {
        byte[] encoded = BatchContent.encode(batch);
        return new BatchOutcome(
                tested,
                monteCarlo,
                compressed(out -> {
                    out.writeInt(encoded.length);
                    out.write(encoded);
                }),
                card == null ? new byte[0] : compressed(card::write));
    }

    CompletedBatch decoded() throws IOException {
        try (DataInputStream in = inflated(content)) {
            return BatchContent.decode(in.readNBytes(in.readInt()));
        }
    }

    void mergeCardInto(ReportCardBuilder all) throws IOException {
        try (DataInputStream in = inflated(card)) {
            all.mergeWritten(in);
        }
    }

    BatchOutcome withoutCard() {
        return new BatchOutcome(tested, monteCarlo, content, new byte[0]);
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
