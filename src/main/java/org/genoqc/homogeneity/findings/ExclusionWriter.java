package org.genoqc.homogeneity.findings;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.findings.Verdict.ExcludedBatch;
import org.genoqc.homogeneity.parameters.ListFormat;

/** Writes what is taken out of one probeset after the other. */
final class ExclusionWriter {

    private final ListFormat format;
    private final List<String> batchNames;
    private final Appendable out;
    private long leftOut;

    ExclusionWriter(ListFormat format, List<String> batchNames, Appendable out) {
        this.format = format;
        this.batchNames = batchNames;
        this.out = out;
    }

    void writeHeader() throws IOException {
        switch (format) {
            case TSV -> line("probeset_id", "batch_name", "reasons");
            case MATRIX -> {
                out.append("probeset_id");
                for (String name : batchNames) {
                    out.append('\t').append(name);
                }
                out.append('\n');
            }
            case PLINK_EXCLUDE, PLINK_ZERO_CLUSTER -> {
                // PLINK's lists have none
            }
        }
    }

    void write(Verdict verdict) throws IOException {
        switch (format) {
            case TSV -> writeReasons(verdict);
            case PLINK_EXCLUDE -> {
                if (verdict.isWhole()) {
                    plinkLine(verdict.probesetId());
                }
            }
            case PLINK_ZERO_CLUSTER -> {
                if (!verdict.isWhole()) {
                    for (ExcludedBatch batch : verdict.batches()) {
                        plinkLine(verdict.probesetId(), batch.name());
                    }
                }
            }
            case MATRIX -> writeRow(verdict);
        }
    }

    private void writeReasons(Verdict verdict) throws IOException {
        if (verdict.isWhole()) {
            line(verdict.probesetId(), "", String.join(",", verdict.reasons()));
        } else {
            for (ExcludedBatch batch : verdict.batches()) {
                line(verdict.probesetId(), batch.name(), String.join(",", batch.rules()));
            }
        }
    }

    private void writeRow(Verdict verdict) throws IOException {
        Set<String> bad = verdict.batches().stream().map(ExcludedBatch::name).collect(Collectors.toSet());
        out.append(verdict.probesetId());
        for (String name : batchNames) {
            out.append('\t').append(verdict.isWhole() || bad.contains(name) ? '0' : '1');
        }
        out.append('\n');
    }

    private void plinkLine(String... names) throws IOException {
        for (String name : names) {
            if (!Verdict.isFitForPlink(name)) {
                leftOut++;
                return;
            }
        }
        line(names);
    }

    private void line(String... fields) throws IOException {
        out.append(String.join("\t", fields)).append('\n');
    }

    long leftOut() {
        return leftOut;
    }
}
