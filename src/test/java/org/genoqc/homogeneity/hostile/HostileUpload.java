package org.genoqc.homogeneity.hostile;

import io.swagger.v3.oas.models.media.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Multipart bodies, sound ones and all kinds of others. Data are few, simulations too, so that a job that comes of one is short. */
final class HostileUpload {

    private static final String TABLE = """
        probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC
        P1\tb1\t20\t30\t40\t10
        P1\tb2\t40\t30\t20\t10
        P2\tb1\t50\t1\t0\t0
        P2\tb2\t50\t0\t0\t0
        """;

    private static final List<String> NAMES = List.of(
            "a.tsv",
            "a.tsv.gz",
            "b1/Ps.performance.txt",
            "b2.gcount",
            "x.frqx",
            "../../x",
            "..\\..\\x",
            "/etc/x",
            "C:\\x",
            "",
            ".",
            "..",
            "a\u0001b\u001f.tsv",
            "\u001b[2Ja.tsv",
            "a%0d%0a" + HostileTexts.MARK + ": 1",
            "<img src=x onerror=alert(1)>.tsv",
            "\u00e4\u6f22\ud83e\uddec.tsv",
            "a\\\"b",
            "CON",
            "a;b=c");

    private final Map<String, Schema<?>> fields;
    private final Choices choices;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String boundary = "boundary";
    private String lineEnd = "\r\n";

    HostileUpload(Map<String, Schema<?>> fields, Choices choices) {
        this.fields = fields;
        this.choices = choices;
    }

    /** A body and what its head says of it. */
    record Body(String contentType, byte[] bytes) {}

    Body make() {
        if (choices.once(5)) {
            boundary = choices.of("b", "x".repeat(70), "x".repeat(2000), "a b", "--", "'", "a:b", "\u00e4");
        }
        if (choices.once(3)) {
            lineEnd = choices.of("\n", "\r", "\r\n\r\n");
        }
        if (choices.once(3)) {
            write("preamble" + lineEnd);
        }
        if (!choices.once(6)) {
            file("file");
        }
        if (choices.once(10)) {
            file(choices.of("file", "manifest", "annotation", "data", "n_simulations", ""));
        }
        if (choices.once(2)) {
            file("manifest");
            file("manifest");
        }
        if (!choices.once(20)) {
            part("form-data; name=\"n_simulations\"", "10".getBytes(StandardCharsets.UTF_8));
        }
        for (int i = choices.below(6) / 2; i > 0; i--) {
            field();
        }
        if (choices.once(1)) {
            for (int i = 0; i < 12_000; i++) {
                part("form-data; name=\"f" + i + "\"", new byte[0]);
            }
        }
        if (!choices.once(5)) {
            write("--" + boundary + "--" + lineEnd);
        }
        if (choices.once(3)) {
            write("epilogue");
        }
        return new Body(contentType(), cut(body.toByteArray()));
    }

    private String contentType() {
        if (!choices.once(8)) {
            return "multipart/form-data; boundary=" + boundary;
        }
        return choices.of(
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=other",
                "multipart/form-data; boundary=\"" + boundary + "\"",
                "multipart/form-data; boundary=\"" + boundary,
                "multipart/form-data; charset=UTF-16; boundary=" + boundary,
                "multipart/form-data; charset=nonsense; boundary=" + boundary,
                "multipart/mixed; boundary=" + boundary,
                "multipart/",
                "MULTIPART/FORM-DATA;BOUNDARY=" + boundary,
                "application/json",
                "application/x-www-form-urlencoded",
                "text/tab-separated-values",
                "text/plain; charset=\"",
                "/",
                "a/b/c",
                "*/*",
                "");
    }

    private byte[] cut(byte[] whole) {
        return choices.once(12) ? Arrays.copyOf(whole, choices.below(whole.length + 1)) : whole;
    }

    private void file(String name) {
        String fileName = choices.once(70) ? "a.tsv" : choices.of(NAMES);
        String disposition = "form-data; name=\"" + name + "\"; filename=\"" + fileName + "\"";
        if (choices.once(6)) {
            disposition = choices.of(
                    "form-data; name=\"" + name + "\"; filename*=UTF-8''%2e%2e%2f%0d%0a" + HostileTexts.MARK,
                    "form-data; name=" + name + "; filename=" + fileName,
                    "form-data; name=\"" + name + "\"; filename=\"" + "n".repeat(9000) + "\"",
                    "form-data; name=\"" + name + "\"; filename=\"a\"; filename=\"b\"",
                    "form-data; filename=\"a\"",
                    "attachment; name=\"" + name + "\"; filename=\"a\"",
                    "form-data; name=\"" + name + "; filename=a",
                    "form-data; name=\"" + name + "\"; filename=\"=?UTF-8?B?Li4vLi4=?=\"",
                    "");
        }
        part(disposition, content());
    }

    private byte[] content() {
        byte[] table = TABLE.getBytes(StandardCharsets.UTF_8);
        return switch (choices.below(14)) {
            case 0 -> zipped(table);
            case 1 -> {
                byte[] zipped = zipped(table);
                yield Arrays.copyOf(zipped, choices.below(zipped.length));
            }
            case 2 -> damaged(zipped(table));
            case 3, 4 -> damaged(table);
            case 5 -> new byte[choices.below(3)];
            case 6 -> TABLE.getBytes(StandardCharsets.UTF_16);
            case 7 ->
                TABLE.replace("\n", choices.of("\r\n", "\r", "\n\n", "\t\n")).getBytes(StandardCharsets.UTF_8);
            case 8 ->
                TABLE.replace(choices.of("P1", "b1", "20", "n_AA", "50"), HostileTexts.odd(choices))
                        .getBytes(StandardCharsets.UTF_8);
            case 9 -> zipped(zipped(new byte[choices.below(200_000)]));
            case 10 -> (TABLE + "P3\tb1\t1\t2\t3\t4\n".repeat(choices.below(3000))).getBytes(StandardCharsets.UTF_8);
            default -> table;
        };
    }

    private byte[] damaged(byte[] sound) {
        byte[] damaged = sound.clone();
        for (int i = choices.below(4); i >= 0; i--) {
            damaged[choices.below(damaged.length)] = (byte) choices.below(256);
        }
        return damaged;
    }

    private static byte[] zipped(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void field() {
        List<String> names = fields.keySet().stream()
                // a job of many simulations would keep the others waiting
                .filter(name -> !List.of("file", "manifest", "annotation", "n_simulations", "max_simulations")
                        .contains(name))
                .toList();
        String name = choices.of(names);
        String value = HostileTexts.of(fields.get(name), choices);
        String disposition = choices.once(10)
                ? choices.of(
                        "form-data; name=\"" + HostileTexts.odd(choices) + "\"",
                        "form-data; name=" + name,
                        "form-data; name*=UTF-8''" + name,
                        "form-data",
                        "")
                : "form-data; name=\"" + name + "\"";
        part(disposition, value.getBytes(choices.once(90) ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16));
    }

    private void part(String disposition, byte[] content) {
        write("--" + boundary + lineEnd + "Content-Disposition: " + disposition + lineEnd);
        if (choices.once(6)) {
            write(choices.of(
                            "Content-Type: text/plain; charset=nonsense",
                            "Content-Type: multipart/mixed; boundary=inner",
                            "Content-Type: \u0000",
                            "Content-Transfer-Encoding: base64",
                            "Content-Encoding: gzip",
                            "Content-Length: -5",
                            "no colon",
                            ": no name",
                            "X: " + "y".repeat(9000),
                            "Content-Disposition: form-data; name=\"file\"; filename=\"second\"")
                    + lineEnd);
        }
        write(lineEnd);
        body.writeBytes(content);
        write(lineEnd);
    }

    private void write(String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
