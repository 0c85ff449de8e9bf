package org.genoqc.homogeneity.hostile;

import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Values for what openapi.yaml describes: some that it allows, some at its limits, some that are to do harm. */
final class HostileTexts {

    /** What is to appear in no header of an answer and at the start of no line of the log. */
    static final String MARK = "X-Injected";

    private static final List<String> ODD = List.of(
            "",
            " ",
            "0",
            "-1",
            "1e400",
            "-0",
            "NaN",
            "Infinity",
            "0x10",
            "1,5",
            "00001",
            "2147483648",
            "99999999999999999999999",
            "١٢٣",
            "null",
            "true",
            "yes",
            "TRUE ",
            "' OR 1=1--",
            "\"; DROP TABLE job; --",
            "${jndi:ldap://x/a}",
            "#{1+1}",
            "{{7*7}}",
            "../../../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "file:///etc/passwd",
            "=1+1|' /C calc'!A0",
            "<script>alert(1)</script>",
            "a\r\n" + MARK + ": 1",
            "a\n" + MARK + ": 1",
            "a\r\n\r\n<html>",
            "\u0000",
            "a\u0000b",
            "\u001b[31mred",
            "\u202etxt",
            "\ufeff",
            "\ud83e\uddec",
            "a\u0301",
            "%00",
            "%0d%0a",
            "%25",
            "%",
            "&a=b",
            "a=b",
            "a;b",
            "*",
            "**",
            "?",
            "[",
            "(((((((((((((((((((((((((a",
            "a|b",
            "pvalue<0.1",
            "nocalls and and",
            "p<1e-4;p<1e-5;;",
            "pair:",
            "x".repeat(300));

    private HostileTexts() {}

    static String odd(Choices choices) {
        if (choices.once(3)) {
            return choices.of("x", "%41", "9", "\u00e4", "(", "a,", "p<1;").repeat(1 + choices.below(2500));
        }
        return choices.of(ODD);
    }

    /** A value that the schema allows as often as one that it does not. */
    static String of(Schema<?> schema, Choices choices) {
        return choices.once(50) ? odd(choices) : allowed(schema, choices);
    }

    static String allowed(Schema<?> schema, Choices choices) {
        if (schema.getItems() != null) {
            return allowed(schema.getItems(), choices);
        }
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            return String.valueOf(choices.of(new ArrayList<>(schema.getEnum())));
        }
        return switch (schema.getType() == null ? "string" : schema.getType()) {
            case "integer", "number" -> number(schema, choices);
            case "boolean" -> choices.of("true", "false");
            default -> choices.of("P1", "b1", "P", "balanced", "pvalue<0.001", "a");
        };
    }

    /** Its limits, what is beside them, and what is within. */
    private static String number(Schema<?> schema, Choices choices) {
        BigDecimal least = schema.getMinimum() == null ? BigDecimal.valueOf(-5) : schema.getMinimum();
        BigDecimal most = schema.getMaximum() == null ? BigDecimal.valueOf(Integer.MAX_VALUE) : schema.getMaximum();
        return switch (choices.below(5)) {
            case 0 -> least.toPlainString();
            case 1 -> most.toPlainString();
            case 2 -> least.subtract(BigDecimal.ONE).toPlainString();
            case 3 -> most.add(BigDecimal.ONE).toPlainString();
            default -> least.add(BigDecimal.valueOf(choices.below(20))).toPlainString();
        };
    }
}
