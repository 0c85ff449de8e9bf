package org.genoqc.homogeneity.hostile;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Makes requests from openapi.yaml: each operation there with its parameters, and what a broken or a hostile client makes of
 * them. The number of a request and the seed say all of it but the ids of jobs.
 */
final class RequestGenerator {

    /** Of each described operation with each of its parameters. */
    private record Described(String path, String method, List<Parameter> parameters) {}

    /**
     * Jobs that requests may name.
     *
     * @param kept which requests only read
     * @param removable which they may cancel and remove
     */
    record Known(List<String> kept, List<String> removable) {}

    private final OpenAPI api;
    private final List<Described> operations = new ArrayList<>();
    private final Map<String, Schema<?>> fields = new LinkedHashMap<>();
    private final long seed;

    /** @param api with references resolved */
    RequestGenerator(OpenAPI api, long seed) {
        this.api = api;
        this.seed = seed;
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) ->
                                operations.add(new Described(path, method.name(), parameters(item, operation)))));
        Schema<?> submission = api.getComponents().getSchemas().get("Submission");
        submission.getProperties().forEach((name, schema) -> fields.put(name, resolved(schema)));
    }

    private Schema<?> resolved(Schema<?> schema) {
        return schema.get$ref() == null
                ? schema
                : api.getComponents().getSchemas().get(schema.get$ref().replaceFirst(".*/", ""));
    }

    private List<Parameter> parameters(PathItem item, Operation operation) {
        return Stream.of(item.getParameters(), operation.getParameters())
                .filter(list -> list != null)
                .flatMap(List::stream)
                .map(parameter -> parameter.get$ref() == null
                        ? parameter
                        : api.getComponents()
                                .getParameters()
                                .get(parameter.get$ref().replaceFirst(".*/", "")))
                .toList();
    }

    HostileRequest make(int number, Known known) {
        Choices choices = new Choices(new SplittableRandom(seed * 1_000_003 + number));
        // submissions have most to go wrong
        Described operation = choices.once(20)
                ? operations.stream()
                        .filter(each -> each.method().equals("POST"))
                        .findFirst()
                        .orElseThrow()
                : choices.of(operations);
        return new Making(operation, choices, known).make();
    }

    /** One request. */
    private final class Making {

        private final Described operation;
        private final Choices choices;
        private final Known known;
        private final StringBuilder head = new StringBuilder();
        private boolean isFaithful = true;
        private String method;

        Making(Described operation, Choices choices, Known known) {
            this.operation = operation;
            this.choices = choices;
            this.known = known;
            this.method = operation.method();
        }

        HostileRequest make() {
            if (choices.once(6) && !method.equals("DELETE")) {
                method = choices.of(
                        "HEAD",
                        "HEAD",
                        "OPTIONS",
                        "PUT",
                        "PATCH",
                        "TRACE",
                        "CONNECT",
                        "get",
                        "FOO",
                        "M".repeat(9000),
                        "G\u0000T",
                        "");
            }
            String version = choices.once(2)
                    ? choices.of("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.1x", "http/1.1", "", "HTTP/9999999999.1")
                    : "HTTP/1.1";
            head.append(method)
                    .append(' ')
                    .append(target())
                    .append(' ')
                    .append(version)
                    .append("\r\n");
            host();
            parameterHeaders();
            oddHeaders();
            byte[] body = method.equals("POST") ? upload() : smallBody();
            if (choices.once(90)) {
                header("Connection", "close");
            }
            head.append("\r\n");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeBytes(body);
            return new HostileRequest(method, operation.path(), isFaithful, bytes.toByteArray());
        }

        private void header(String name, String value) {
            head.append(name).append(": ").append(value).append("\r\n");
        }

        private String target() {
            String path = operation.path().replace("{id}", id()).replace("{other}", id());
            if (choices.once(10)) {
                isFaithful = false;
                path = tricky(path);
            }
            return path + query();
        }

        private String id() {
            if (method.equals("DELETE")) {
                return known.removable().isEmpty() || choices.once(20)
                        ? "6115ded7-8699-4e12-8495-0e4bc194bb40"
                        : choices.of(known.removable());
            }
            if (choices.once(80)) {
                return choices.of(known.kept());
            }
            isFaithful = false;
            return choices.of(
                    "6115ded7-8699-4e12-8495-0e4bc194bb40",
                    "1-1-1-1-1",
                    "x",
                    "..",
                    ".",
                    "%2e%2e",
                    "..%2f..%2fdatabase",
                    "%252e%252e",
                    "%00",
                    "%0d%0a" + HostileTexts.MARK + ":%201",
                    "%1b[31m",
                    "%e2%80%ae",
                    "%ff%fe",
                    "%zz",
                    "%",
                    ";a=b",
                    "null",
                    "' OR '1'='1",
                    "a|b",
                    "{id}",
                    "9".repeat(3000),
                    "\u00e4",
                    known.kept().getFirst().toUpperCase(),
                    known.kept().getFirst() + "%20",
                    known.kept().getFirst() + ".json",
                    known.kept().getFirst() + ";x=/../..");
        }

        private String tricky(String path) {
            return switch (choices.below(18)) {
                case 0 -> path + "/";
                case 1 -> "/" + path;
                case 2 -> path.replaceFirst("/", "/./");
                case 3 -> path + "/..";
                case 4 -> path + "/../../../../../etc/passwd";
                case 5 -> path + "/%2e%2e/%2e%2e/application.yaml";
                case 6 -> path + "%2f..%2f..";
                case 7 -> path.replace('/', '\\');
                case 8 -> path + ";jsessionid=1";
                case 9 -> path.toUpperCase();
                case 10 -> "http://localhost" + path;
                case 11 -> "http://elsewhere.example:99999" + path;
                case 12 -> choices.of("*", "", "/", "localhost:80", "//", "/..;/actuator", "/;/jobs", "\t/jobs");
                case 13 -> path + "%00.html";
                case 14 -> path + "#fragment";
                case 15 -> path + "/" + "x/".repeat(choices.below(2000));
                case 16 ->
                    choices.of(
                            "/page/../../application.yaml",
                            "/page/%2e%2e/%2e%2e/application.yaml",
                            "/page/shared/..%2f..%2fapplication.yaml",
                            "/page//etc/passwd",
                            "/page/swagger-ui/../../x",
                            "/WEB-INF/web.xml",
                            "/META-INF/MANIFEST.MF",
                            "/BOOT-INF/classes/application.yaml",
                            "/actuator",
                            "/actuator/env",
                            "/actuator/heapdump",
                            "/actuator/shutdown",
                            "/error",
                            "/h2-console",
                            "/.git/config",
                            "/favicon.ico");
                default ->
                    path.substring(0, choices.below(path.length()) + 1)
                            + HostileTexts.odd(choices).replace(" ", "%20");
            };
        }

        private String query() {
            StringBuilder query = new StringBuilder();
            for (Parameter parameter : operation.parameters()) {
                if (parameter.getIn().equals("query") && choices.once(35)) {
                    append(query, parameter.getName(), value(parameter));
                    if (choices.once(4)) {
                        append(query, parameter.getName(), value(parameter));
                    }
                }
            }
            if (choices.once(5)) {
                append(query, HostileTexts.odd(choices), HostileTexts.odd(choices));
            }
            if (choices.once(2)) {
                query.append(choices.of("&", "&&&=&", "&a", "&limit[]=1", "&limit[0]=1", "&%zz=%", "&a=%c0%af", "?x"));
            }
            return query.isEmpty() ? "" : "?" + query.substring(1);
        }

        private String value(Parameter parameter) {
            return HostileTexts.of(resolved(parameter.getSchema()), choices);
        }

        private void append(StringBuilder query, String name, String value) {
            boolean isRaw = choices.once(5);
            query.append('&')
                    .append(isRaw ? name : URLEncoder.encode(name, StandardCharsets.UTF_8))
                    .append('=')
                    .append(isRaw ? value : URLEncoder.encode(value, StandardCharsets.UTF_8));
        }

        private void host() {
            if (!choices.once(3)) {
                header("Host", "localhost");
            } else if (choices.once(80)) {
                header(
                        "Host",
                        choices.of(
                                "",
                                "a b",
                                "elsewhere.example",
                                "localhost:99999",
                                "[::1",
                                "x\u0000",
                                "a@b",
                                "localhost, x"));
            }
        }

        private void parameterHeaders() {
            for (Parameter parameter : operation.parameters()) {
                if (parameter.getIn().equals("header") && choices.once(30)) {
                    header(parameter.getName(), headerValue(parameter.getName()));
                }
            }
        }

        private String headerValue(String name) {
            return switch (name) {
                case "Range" ->
                    choices.of(
                            "bytes=0-10",
                            "bytes=-5",
                            "bytes=5-",
                            "bytes=99999999999-",
                            "bytes=10-5",
                            "bytes=0-0,2-3,5-",
                            "bytes=" + "0-1,".repeat(200) + "2-3",
                            "bytes=0-18446744073709551616",
                            "bytes=a-b",
                            "lines=0-1",
                            "bytes=",
                            "bytes=-0",
                            "bytes=0-,0-,0-");
                case "Accept-Encoding" ->
                    choices.of("gzip", "identity;q=0", "*;q=0", "gzip;q=0", "br, zstd", "gzip;q=x", ",,,");
                case "If-None-Match", "If-Range" ->
                    choices.of("*", "\"x\"", "W/\"x\"", "x", "\"", "Tue, 99 Foo", "\"a\", \"b\"");
                case "Idempotency-Key" ->
                    choices.of(
                            "k" + choices.below(20), "k".repeat(255), "k".repeat(256), "a b", "", "\u00e4", "\u0001");
                default -> HostileTexts.odd(choices);
            };
        }

        private void oddHeaders() {
            if (choices.once(35)) {
                header(
                        "Accept",
                        choices.of(
                                "*/*",
                                "application/json",
                                "text/plain",
                                "text/html",
                                "text/event-stream",
                                "text/tab-separated-values",
                                "application/vnd.apache.parquet",
                                "application/problem+json",
                                "application/*",
                                "image/png",
                                "garbage;;q=,/",
                                "/",
                                "",
                                "*",
                                "text/*;q=2",
                                "application/json;q=0",
                                "a/b,".repeat(300) + "c/d",
                                "application/json;charset=nonsense"));
            }
            if (choices.once(12)) {
                switch (choices.below(16)) {
                    case 0 -> header("Expect", choices.of("100-continue", "100-Continue, x", "nonsense", ""));
                    case 1 ->
                        header("Content-Encoding", choices.of("gzip", "br", "nonsense", "identity", "gzip, gzip"));
                    case 2 -> header("Range", headerValue("Range"));
                    case 3 ->
                        header(
                                "X-Forwarded-For",
                                choices.of("10.0.0.1", "::1", "a\u0000", "unknown", "1,".repeat(1000)));
                    case 4 -> header("X-Forwarded-Proto", choices.of("https", "javascript", "a b"));
                    case 5 -> header("Forwarded", choices.of("for=10.0.0.7", "for=", ";;;", "host=\"x\r\n y\""));
                    case 6 -> header("X-HTTP-Method-Override", "DELETE");
                    case 7 ->
                        head.append("Folded: a\r\n ").append(HostileTexts.MARK).append(": 1\r\n");
                    case 8 -> head.append("No-Colon\r\n");
                    case 9 -> head.append(": no name\r\n");
                    case 10 -> header("X-Long", "y".repeat(choices.below(12_000)));
                    case 11 -> head.append("X: y\r\n".repeat(choices.below(300)));
                    case 12 -> header("X\u0000Y", "\u0000");
                    case 13 -> header("Origin", choices.of("null", "http://elsewhere.example", "\u0000"));
                    case 14 -> header("Authorization", choices.of("Basic eDp4", "Bearer x.y.z", "Bearer", "x", ""));
                    default ->
                        header("Cookie", choices.of("a=b", "JSESSIONID=../../x", "a=\u0001", ";;;===", "$Version=1"));
                }
            }
        }

        private byte[] upload() {
            HostileUpload.Body body = new HostileUpload(fields, choices).make();
            header("Content-Type", body.contentType());
            if (choices.once(8)) {
                return chunked(body.bytes());
            }
            header("Content-Length", length(body.bytes().length));
            if (choices.once(1)) {
                header("Content-Length", length(body.bytes().length + 1));
            }
            return body.bytes();
        }

        /** Now and then another than it is. */
        private String length(int actual) {
            return choices.once(93)
                    ? Integer.toString(actual)
                    : choices.of(
                            Integer.toString(actual + 1 + choices.below(1000)),
                            Integer.toString(Math.max(0, actual - 1 - choices.below(1000))),
                            "0",
                            "-1",
                            "+" + actual,
                            "0x10",
                            "99999999999999999999",
                            "9223372036854775807",
                            "",
                            actual + ", " + actual,
                            "1e3");
        }

        private byte[] chunked(byte[] body) {
            header(
                    "Transfer-Encoding",
                    choices.once(85)
                            ? "chunked"
                            : choices.of(
                                    "gzip, chunked",
                                    "nonsense",
                                    "chunked, chunked",
                                    "identity",
                                    "xchunked",
                                    "chunked;a=b"));
            ByteArrayOutputStream chunks = new ByteArrayOutputStream();
            int from = 0;
            while (from < body.length) {
                int size = Math.min(body.length - from, 1 + choices.below(5000));
                String said = choices.once(98)
                        ? Integer.toHexString(size)
                        : choices.of("zz", "-1", "ffffffffffffffff", "", size + ";ext=\"");
                chunks.writeBytes((said + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                chunks.write(body, from, size);
                chunks.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
                from += size;
            }
            if (!choices.once(5)) {
                chunks.writeBytes(
                        choices.of("0\r\n\r\n", "0\r\n\r\n", "0\r\n\r\n", "0\r\n" + HostileTexts.MARK + ": 1\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
            }
            return chunks.toByteArray();
        }

        /** None for most; some of what needs none has one, or what may be taken for another request. */
        private byte[] smallBody() {
            if (!choices.once(4)) {
                return new byte[0];
            }
            String body = choices.of(
                    "{}", "a=b&limit=1", "GET /jobs HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "\u0000\u0001");
            header(
                    "Content-Type",
                    choices.of(
                            "application/json",
                            "application/x-www-form-urlencoded",
                            "multipart/form-data; boundary=b"));
            header("Content-Length", length(body.length()));
            return body.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
