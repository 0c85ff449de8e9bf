package org.genoqc.homogeneity.spark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Map;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.findings.GenomicInflation;
import org.genoqc.homogeneity.result.Summary;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.TestResult;

/** The summary as JSON, as the service answers with it. */
record SummaryJson(Summary summary, Duration time) {

    void writeTo(Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeObjectFieldStart("probesets");
            json.writeNumberField("total", summary.probesets());
            for (Method method : Method.values()) {
                json.writeNumberField(method.label(), summary.total(method));
            }
            json.writeEndObject();
            json.writeNumberField("significance_level", TestResult.SIGNIFICANCE_LEVEL);
            json.writeNumberField("significant_count", summary.significantCount());
            json.writeNumberField("significant_percent", summary.significantPercent());
            json.writeNumberField("excluded_genotypes_count", summary.excludingCount());
            if (summary.assessed().isPresent()) {
                write(json, summary.assessed().get());
            }
            json.writeNumberField("processing_seconds", time.toMillis() / 1000.0);
            writeLists(json);
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Summary.Assessed assessed) throws IOException {
        GenomicInflation inflation = assessed.inflation();
        json.writeObjectFieldStart("genomic_inflation");
        if (inflation.tests() == 0) {
            json.writeNullField("lambda");
        } else {
            json.writeNumberField("lambda", inflation.lambda());
        }
        json.writeNumberField("tests", inflation.tests());
        json.writeEndObject();
        json.writeObjectFieldStart("findings");
        json.writeNumberField("pairs", assessed.pairs());
        for (Map.Entry<FindingKind, Long> kind : assessed.kinds().entrySet()) {
            json.writeNumberField(kind.getKey().label(), kind.getValue());
        }
        json.writeEndObject();
    }

    private void writeLists(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("warnings");
        for (String warning : summary.warnings()) {
            json.writeString(warning);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("significant");
        for (Summary.Significant probeset : summary.significant()) {
            json.writeStartObject();
            json.writeStringField("probeset_id", probeset.probesetId());
            json.writeNumberField("chi2_statistic", probeset.chi2Statistic());
            json.writeNumberField("pvalue", probeset.pvalue());
            json.writeNumberField("ln_pvalue", probeset.lnPvalue());
            json.writeStringField("method", probeset.method());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("excluded_genotypes");
        for (Summary.Excluding probeset : summary.excluding()) {
            json.writeStartObject();
            json.writeStringField("probeset_id", probeset.probesetId());
            json.writeStringField("excluded_genotypes", probeset.excludedGenotypes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("skipped");
        for (Summary.Skipped probeset : summary.skipped()) {
            json.writeStartObject();
            json.writeStringField("probeset_id", probeset.probesetId());
            json.writeStringField("reason", probeset.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
