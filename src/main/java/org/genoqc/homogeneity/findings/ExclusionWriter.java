package org.genoqc.homogeneity.findings;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.findings.Verdict.ExcludedBatch;
import org.genoqc.homogeneity.parameters.ListFormat;
import org.genoqc.homogeneity.parameters.ListIds;

/** Writes what is taken out of one probeset after the other. */
final class ExclusionWriter {

    private final ListFormat format;
    private final ListIds ids;
    private final List<String> batchNames;
    private final Appendable out;
    private long unfit;
    private long withoutId;

    ExclusionWriter(ListFormat format, ListIds ids, List<String> batchNames, Appendable out) {
        this.format = format;
        this.ids = ids;
        this.batchNames = batchNames;
        this.out = out;
    }

    void writeHeader() throws IOException {
        switch (format) {
            case TSV -> line(ids.label(), "batch_name", "reasons");
            case MATRIX -> {
                out.append(ids.label());
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
        String id = verdict.id(ids);
        if (id.isEmpty()) {
            withoutId += isInList(verdict) ? 1 : 0;
            return;
        }
        switch (format) {
            case TSV -> writeReasons(id, verdict);
            case PLINK_EXCLUDE -> {
                if (verdict.isWhole()) {
                    plinkLine(id);
                }
            }
            case PLINK_ZERO_CLUSTER -> {
                if (!verdict.isWhole()) {
                    for (ExcludedBatch batch : verdict.batches()) {
                        plinkLine(id, batch.name());
                    }
                }
            }
            case MATRIX -> writeRow(id, verdict);
        }
    }

    /** Whether the probeset has a line in a list of this format. */
    private boolean isInList(Verdict verdict) {
        return switch (format) {
            case TSV -> verdict.takesOut();
            case PLINK_EXCLUDE -> verdict.isWhole();
            case PLINK_ZERO_CLUSTER -> !verdict.isWhole() && verdict.takesOut();
            case MATRIX -> true;
        };
    }

    private void writeReasons(String id, Verdict verdict) throws IOException {
        if (verdict.isWhole()) {
            line(id, "", String.join(",", verdict.reasons()));
        } else {
            for (ExcludedBatch batch : verdict.batches()) {
                line(id, batch.name(), String.join(",", batch.rules()));
            }
        }
    }

    private void writeRow(String id, Verdict verdict) throws IOException {
        Set<String> bad = verdict.batches().stream().map(ExcludedBatch::name).collect(Collectors.toSet());
        out.append(id);
        for (String name : batchNames) {
            out.append('\t').append(verdict.isWhole() || bad.contains(name) ? '0' : '1');
        }
        out.append('\n');
    }

    private void plinkLine(String... names) throws IOException {
        for (String name : names) {
            if (!Verdict.isFitForPlink(name)) {
                unfit++;
                return;
            }
        }
        line(names);
    }

    private void line(String... fields) throws IOException {
        out.append(String.join("\t", fields)).append('\n');
    }

    LeftOut leftOut() {
        return new LeftOut(unfit, withoutId);
    }
}
