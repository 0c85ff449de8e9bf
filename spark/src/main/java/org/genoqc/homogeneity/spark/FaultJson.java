package org.genoqc.homogeneity.spark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;

/** Why the input is rejected, as JSON, with what a problem document of the service has. */
record FaultJson(InvalidInputException rejected) {

    static final String FILE = "fault.json";

    void writeTo(Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("detail", rejected.getMessage());
            json.writeArrayFieldStart("errors");
            for (InputFault fault : rejected.faults()) {
                json.writeStartObject();
                json.writeStringField("file", fault.file());
                json.writeNumberField("line", fault.line());
                json.writeStringField("column", fault.column());
                json.writeStringField("value", fault.value());
                json.writeStringField("code", fault.code().name().toLowerCase(Locale.ROOT));
                json.writeStringField("rule", fault.rule());
                json.writeStringField("message", fault.message());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
