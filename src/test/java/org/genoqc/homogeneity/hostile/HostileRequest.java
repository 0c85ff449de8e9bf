package org.genoqc.homogeneity.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request as it goes over the wire.
 *
 * @param method as it is sent
 * @param template the path of openapi.yaml that it was made from
 * @param isFaithful whether its path is one of that template, so that the answer is one of that operation
 * @param bytes all of it
 */
record HostileRequest(String method, String template, boolean isFaithful, byte[] bytes) {

    private static final int MAX_SHOWN = 1500;

    /** Whether the answer has no body whatever its head says. */
    boolean isHead() {
        return method.equals("HEAD");
    }

    /** Whether its first line ends before it names a version of HTTP: what HTTP/0.9 had. */
    boolean isWithoutVersion() {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return !text.substring(0, text.indexOf('\n')).matches("\\S+ \\S+ .*HTTP/.*\\r?");
    }

    /** The path of the template, with something in the place of its variables. */
    Optional<String> concretePath() {
        return isFaithful
                ? Optional.of(template.replaceAll("\\{\\w+}", "00000000-0000-0000-0000-000000000000"))
                : Optional.empty();
    }

    /** Its beginning, with what can't be printed as escapes. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder();
        new String(bytes, 0, Math.min(bytes.length, MAX_SHOWN), StandardCharsets.ISO_8859_1)
                .chars()
                .forEach(character -> {
                    if (character == '\n') {
                        shown.append("\\n\n");
                    } else if (character < ' ' || character > '~') {
                        shown.append("\\x%02x".formatted(character));
                    } else {
                        shown.append((char) character);
                    }
                });
        return shown + (bytes.length > MAX_SHOWN ? "... " + bytes.length + " bytes" : "");
    }
}
