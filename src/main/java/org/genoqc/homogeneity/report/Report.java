package org.genoqc.homogeneity.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.figures.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports. All that is of the data is JSON in an element of its own, in which nothing ends that element, and comes
 * onto the page as text. The page allows no scripts and styles but those that it has from here, and no connection.
 */
public final class Report {

    private static final int MAX_WARNINGS = 20;
    private static final List<String> SCRIPTS =
            List.of("echarts.common.min.js", "format.js", "elements.js", "charts.js", "pictures.js", "report.js");
    private static final Pattern PLACE = Pattern.compile("\\{\\{(policy|style|data|scripts)}}");

    private Report() {}

    /**
     * Writes a report.
     *
     * @param figures JSON, as {@link org.genoqc.homogeneity.figures.Figures} writes it
     * @param timeline likewise
     */
    public static void write(ReportSubject subject, CharSequence figures, CharSequence timeline, Appendable out)
            throws IOException {
        Asset style = Asset.read("report.css");
        List<Asset> scripts = SCRIPTS.stream().map(Asset::read).toList();
        String page = Asset.read("report.html").text();
        int end = 0;
        for (MatchResult place : PLACE.matcher(page).results().toList()) {
            out.append(page, end, place.start());
            end = place.end();
            switch (place.group(1)) {
                case "policy" -> out.append(policy(style, scripts));
                case "style" -> out.append(style.text());
                case "data" -> writeData(subject, figures, timeline, out);
                default -> {
                    for (Asset script : scripts) {
                        out.append("<script>").append(script.text()).append("</script>\n");
                    }
                }
            }
        }
        out.append(page, end, page.length());
    }

    private static String policy(Asset style, List<Asset> scripts) {
        return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src " + style.source()
                + "; script-src " + scripts.stream().map(Asset::source).collect(Collectors.joining(" "));
    }

    private static void writeData(ReportSubject subject, CharSequence figures, CharSequence timeline, Appendable out)
            throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.beginObject();
        json.name("subject").beginObject();
        json.name("version").text(version());
        json.name("java").text(Runtime.version().toString());
        json.name("job");
        if (subject.job() == null) {
            json.nothing();
        } else {
            json.text(subject.job());
        }
        writeFile("input", subject.input(), json);
        writeFile("result", subject.result(), json);
        json.name("rows").number(subject.rows());
        json.name("ended").text(subject.ended().toString());
        json.name("seconds").number(subject.seconds());
        json.name("parameters").beginObject();
        for (Map.Entry<String, String> parameter : subject.parameters().entrySet()) {
            json.name(parameter.getKey()).text(parameter.getValue());
        }
        json.endObject();
        json.name("warnings").beginArray();
        for (String warning : subject.warnings().stream().limit(MAX_WARNINGS).toList()) {
            json.text(warning);
        }
        json.endArray();
        json.endObject();
        json.name("figures").raw(figures);
        json.name("timeline").raw(timeline);
        json.endObject();
    }

    private static void writeFile(String name, ReportSubject.File file, JsonWriter json) throws IOException {
        json.name(name).beginObject();
        json.name("name").text(file.name());
        json.name("bytes").number(file.bytes());
        json.name("sha256").text(file.sha256());
        json.endObject();
    }

    /** As the manifest of the jar has it, or its module descriptor where it is on the module path. */
    private static String version() {
        @Nullable String version = Report.class.getPackage().getImplementationVersion();
        if (version == null && Report.class.getModule().isNamed()) {
            version = Report.class.getModule().getDescriptor().rawVersion().orElse(null);
        }
        return version == null ? "of unknown version" : version;
    }
}
