package org.genoqc.homogeneity.multiqc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MultiQcSectionTests {

    private static final String CARD = "batch_name\tsamples\tcall_rate\tlambda_calls\tlambda_nocalls\tn_findings"
            + "\tn_calls\tn_nocalls\tn_significant\tn_worst_of\tn_significant_only_with_it\n"
            + "a \"quoted\" \\ plate\t95\t0.98\tNaN\tInfinity\t3\t1\t2\t9\t4\t2\n"
            + "\u00e9\t96\t1.0\t1.5\t1.25\t0\t0\t0\t9\t0\t0\n";

    private static JsonNode written(MultiQcSection section, String card) throws IOException {
        StringWriter out = new StringWriter();
        section.write(new StringReader(card), out);
        return new JsonMapper().readTree(out.toString());
    }

    @Test
    void theTableHasANumberWhereTheReportCardHasOne() throws IOException {
        JsonNode data = written(MultiQcSection.REPORT_CARD, CARD).path("data");
        assertThat(data.propertyNames()).containsExactly("a \"quoted\" \\ plate", "\u00e9");
        JsonNode first = data.path("a \"quoted\" \\ plate");
        assertThat(first.propertyNames())
                .containsExactly("samples", "call_rate", "n_findings", "n_worst_of", "n_significant_only_with_it");
        assertThat(first.path("call_rate").asDouble()).isEqualTo(0.98);
        assertThat(data.path("\u00e9").path("lambda_calls").asDouble()).isEqualTo(1.5);
    }

    @Test
    void thePlotHasTheKindsThatTheReportCardHas() throws IOException {
        JsonNode section = written(MultiQcSection.FINDINGS, CARD);
        assertThat(section.path("plot_type").asString()).isEqualTo("bargraph");
        assertThat(section.path("data").path("\u00e9").propertyNames()).containsExactly("calls", "nocalls");
        assertThat(section.path("data")
                        .path("a \"quoted\" \\ plate")
                        .path("nocalls")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void multiQcFindsTheFilesByTheEndsOfTheirNames() {
        for (MultiQcSection section : MultiQcSection.values()) {
            assertThat(section.fileName("plates.2026"))
                    .startsWith("plates.2026.")
                    .endsWith("_mqc.json");
            assertThat(MultiQcSection.labelled(section.label())).contains(section);
        }
        assertThat(MultiQcSection.labelled("multiqc")).isEmpty();
    }
}
