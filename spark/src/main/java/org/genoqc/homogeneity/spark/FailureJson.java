package org.genoqc.homogeneity.spark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;

/** Why the job failed, in a sentence, as JSON. */
record FailureJson(Exception cause) {

    static final String FILE = "failure.json";

    void writeTo(Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            String message = cause.getMessage();
            json.writeStartObject();
            // those of Spark have traces of executors below their first line
            json.writeStringField(
                    "detail",
                    message == null
                            ? cause.toString()
                            : message.lines().findFirst().orElse(""));
            json.writeEndObject();
        }
    }
}
