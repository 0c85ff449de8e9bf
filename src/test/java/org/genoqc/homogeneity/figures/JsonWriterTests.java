package org.genoqc.homogeneity.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonWriterTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "<!--",
                "\"'\\",
                "=cmd|' /C calc'!A0",
                "\u2028\u2029\u0001\t",
                "\ud83e\uddec&amp;",
                ""
            })
    void textsReadBackAndDoNotEndAnElement(String text) throws IOException {
        StringBuilder json = new StringBuilder();
        new JsonWriter(json).text(text);
        assertThat(json).doesNotContain("<");
        assertThat(new JsonMapper().readTree(json.toString()).asString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "a", "\u00e9", "\u20ac", "\ud83e\uddec", "\"", "ab<"})
    void longNamesAreCutToABoundedNumberOfBytes(String of) throws IOException {
        StringBuilder json = new StringBuilder();
        new JsonWriter(json).shortName(of.repeat(100));
        assertThat(json.toString().getBytes(StandardCharsets.UTF_8).length)
                .isBetween(JsonWriter.MAX_NAME_BYTES - 8, JsonWriter.MAX_NAME_BYTES + 2);
        assertThat(new JsonMapper().readTree(json.toString()).asString()).endsWith("\u2026");
    }

    @Test
    void aNameThatFitsIsNotCut() {
        String name = "x".repeat(JsonWriter.MAX_NAME_BYTES);
        assertThat(JsonWriter.shortened(name)).isEqualTo(name);
        assertThat(JsonWriter.shortened(name + "x")).hasSize(JsonWriter.MAX_NAME_BYTES - 2);
    }

    @Test
    void numbersHaveSixDigitsAndNoneIsNotANumber() throws IOException {
        StringBuilder json = new StringBuilder();
        JsonWriter writer = new JsonWriter(json).beginArray();
        for (double number : new double[] {1.23456789, 0, 1e-300, -2, Double.NaN, Double.POSITIVE_INFINITY, 1e9}) {
            writer.number(number);
        }
        writer.endArray();
        assertThat(json).hasToString("[1.23457,0,1.0E-300,-2,null,null,1.0E9]");
    }
}
