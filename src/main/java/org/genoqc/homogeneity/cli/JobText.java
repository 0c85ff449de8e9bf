package org.genoqc.homogeneity.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Jobs as people read them. */
final class JobText {

    private static final Set<String> FOR_PROGRAMS = Set.of("links", "transitions");

    private JobText() {}

    /** A line for each field: {@code probesets.total  500}. */
    static void print(JsonNode node, String path, PrintWriter out) {
        node.properties().forEach(field -> {
            String name = path + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject() && !FOR_PROGRAMS.contains(name)) {
                print(value, name + ".", out);
            } else if (value.isArray() && !FOR_PROGRAMS.contains(name)) {
                value.forEach(element -> line(out, name, element.path("message").asString(element.asString(""))));
            } else if (value.isValueNode()) {
                line(out, name, value.asString());
            }
        });
    }

    private static void line(PrintWriter out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-30s %s", name, value));
    }

    /** The progress in a line. */
    static String progress(JsonNode progress) {
        JsonNode probesets = progress.path("probesets");
        String left = progress.has("eta_seconds")
                ? String.format(
                        Locale.ROOT,
                        ", %.0f s left",
                        progress.path("eta_seconds").asDouble())
                : "";
        return String.format(
                Locale.ROOT,
                "%s: %d of %d probesets (%.1f %%)%s",
                progress.path("state").asString(),
                probesets.path("completed").asLong(),
                probesets.path("total").asLong(),
                progress.path("percent").asDouble(),
                left);
    }

    /** A job in a line of a list. */
    static String inList(JsonNode job) {
        return String.format(
                Locale.ROOT,
                "%s  %-14s  %s  %d/%d  %s",
                job.path("id").asString(),
                job.path("state").asString(),
                job.path("submitted_at").asString(),
                job.path("probesets").path("completed").asLong(),
                job.path("probesets").path("total").asLong(),
                job.path("input").path("name").asString());
    }
}
