package org.genoqc.homogeneity.multiqc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A section of a MultiQC report: what MultiQC calls custom content, in JSON, which it finds by the end of the file's name.
 * The samples of the report are the genotyping batches.
 */
public enum MultiQcSection {
    /** A table of the genotyping batches. */
    REPORT_CARD("multiqc-report-card", "report-card_mqc.json") {
        @Override
        void describe(JsonGenerator json) {
            json.writeStringProperty("section_name", "Genotyping batches");
            json.writeStringProperty(
                    "description", "How each genotyping batch compares with the rest, the worst first.");
            json.writeStringProperty("plot_type", "table");
            json.writeObjectPropertyStart("pconfig");
            json.writeStringProperty("id", "homogeneity_report_card_table");
            json.writeStringProperty("title", "Genotyping batches");
            json.writeStringProperty("col1_header", "Genotyping batch");
            json.writeEndObject();
            json.writeObjectPropertyStart("headers");
            TableColumn.ALL.forEach(column -> {
                json.writeObjectPropertyStart(column.name());
                json.writeStringProperty("title", column.title());
                json.writeStringProperty("description", column.description());
                json.writeStringProperty("format", column.format());
                json.writeStringProperty("scale", column.scale());
                json.writeEndObject();
            });
            json.writeEndObject();
        }

        @Override
        Map<String, String> columns(List<String> header) {
            Map<String, String> columns = new LinkedHashMap<>();
            TableColumn.ALL.forEach(column -> columns.put(column.name(), column.name()));
            return columns;
        }
    },
    /** A bar plot of the findings by kind. */
    FINDINGS("multiqc-findings", "findings_mqc.json") {
        @Override
        void describe(JsonGenerator json) {
            json.writeStringProperty("section_name", "Findings");
            json.writeStringProperty(
                    "description",
                    "Probesets that are bad in a genotyping batch, by what is found; one may be of several kinds.");
            json.writeStringProperty("plot_type", "bargraph");
            json.writeObjectPropertyStart("pconfig");
            json.writeStringProperty("id", "homogeneity_findings_plot");
            json.writeStringProperty("title", "Findings by kind");
            json.writeStringProperty("ylab", "Probesets");
            // beside each other, since the kinds of a finding may be several
            json.writeNullProperty("stacking");
            json.writeBooleanProperty("cpswitch", false);
            json.writeEndObject();
        }

        // the numbers between that of all findings and that of the significant probesets are those of the kinds
        @Override
        Map<String, String> columns(List<String> header) {
            Map<String, String> columns = new LinkedHashMap<>();
            header.subList(header.indexOf("n_findings") + 1, header.indexOf("n_significant"))
                    .forEach(column -> columns.put(column, column.substring(2)));
            return columns;
        }
    };

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final String label;
    private final String suffix;

    MultiQcSection(String label, String suffix) {
        this.label = label;
        this.suffix = suffix;
    }

    /** As a format of the report card. */
    public String label() {
        return label;
    }

    public static Optional<MultiQcSection> labelled(String label) {
        return Stream.of(values())
                .filter(section -> section.label.equals(label))
                .findFirst();
    }

    /** A name by which MultiQC finds the file. */
    public String fileName(String base) {
        return base + "." + suffix;
    }

    /**
     * Writes the section, a genotyping batch at a time.
     *
     * @param reportCard as TSV
     * @param out is flushed, not closed
     */
    public void write(Reader reportCard, Writer out) throws IOException {
        BufferedReader rows = new BufferedReader(reportCard);
        List<String> header = fields(rows.readLine());
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty(
                    "id", label.replace("multiqc-", "homogeneity_").replace('-', '_'));
            json.writeStringProperty("parent_id", "homogeneity");
            json.writeStringProperty("parent_name", "Homogeneity of genotyping batches");
            json.writeStringProperty(
                    "parent_description", "compares the genotypes of each genotyping batch with those of the rest.");
            describe(json);
            json.writeObjectPropertyStart("data");
            Map<String, String> columns = columns(header);
            for (String line = rows.readLine(); line != null; line = rows.readLine()) {
                writeBatch(header, fields(line), columns, json);
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    abstract void describe(JsonGenerator json);

    /** The names of columns in the report card, and in the section. */
    abstract Map<String, String> columns(List<String> header);

    private static void writeBatch(
            List<String> header, List<String> fields, Map<String, String> columns, JsonGenerator json) {
        json.writeObjectPropertyStart(fields.getFirst());
        columns.forEach((column, name) -> {
            double number = Double.parseDouble(fields.get(header.indexOf(column)));
            // JSON has neither NaN nor an infinity; MultiQC leaves the place empty
            if (Double.isFinite(number)) {
                json.writeNumberProperty(name, number);
            }
        });
        json.writeEndObject();
    }

    private static List<String> fields(@Nullable String line) {
        return line == null ? List.of() : List.of(line.split("\t", -1));
    }
}
