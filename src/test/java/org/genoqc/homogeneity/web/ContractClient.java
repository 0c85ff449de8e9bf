package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.genoqc.homogeneity.harness.JobClient.Answer;

/** Sends requests, holds every response against openapi.yaml, and keeps account of what was exercised. */
final class ContractClient {

    private static final String BOUNDARY = "boundary-of-the-parts";

    private final OpenAPI api;
    private final OpenApiInteractionValidator validator;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> exercised = new TreeSet<>();

    ContractClient(Path description) throws IOException {
        String text = Files.readString(description);
        this.api = new OpenAPIV3Parser().readContents(text).getOpenAPI();
        this.validator = OpenApiInteractionValidator.createForInlineApiSpecification(text)
                .build();
    }

    /** The form of a POST, part by part. */
    static final class Form {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        static Form withFile(String name, byte[] content) {
            return new Form().part("file\"; filename=\"" + name, content);
        }

        Form andFile(String part, String name, byte[] content) {
            return part(part + "\"; filename=\"" + name, content);
        }

        Form with(String parameter, Object value) {
            return part(parameter, value.toString().getBytes(StandardCharsets.UTF_8));
        }

        private Form part(String name, byte[] content) {
            bytes.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(content);
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
            return this;
        }

        private byte[] toBytes() {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(bytes.toByteArray());
            whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
            return whole.toByteArray();
        }
    }

    HttpResponse<byte[]> post(URI uri, Form form, String... headers) {
        return send(request(uri, headers)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.toBytes())));
    }

    HttpResponse<byte[]> get(URI uri, String... headers) {
        return send(request(uri, headers).GET());
    }

    HttpResponse<byte[]> delete(URI uri, String... headers) {
        return send(request(uri, headers).DELETE());
    }

    private static HttpRequest.Builder request(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Sends a header that no HTTP client would to each operation there is, and expects a status of each. */
    void sendToAll(int port, String header, int status) throws IOException {
        send(port, header, status, (path, operation) -> true);
    }

    /** The same but for some paths. */
    void sendToAll(int port, String header, int status, Set<String> except) throws IOException {
        send(port, header, status, (path, operation) -> !except.contains(path));
    }

    /** Sends a header to each operation that is not open to everyone, and expects a status of each. */
    void sendToGuarded(int port, String header, int status) throws IOException {
        send(port, header, status, (path, operation) -> operation.getSecurity() == null);
    }

    private void send(int port, String header, int status, BiPredicate<String, Operation> wanted) throws IOException {
        for (Map.Entry<String, PathItem> path : api.getPaths().entrySet()) {
            String concrete = path.getKey().replaceAll("\\{\\w+}", "00000000-0000-0000-0000-000000000000");
            for (Map.Entry<PathItem.HttpMethod, Operation> operation :
                    path.getValue().readOperationsMap().entrySet()) {
                if (!wanted.test(path.getKey(), operation.getValue())) {
                    continue;
                }
                PathItem.HttpMethod method = operation.getKey();
                Answer answer = RawHttp.head(port, method + " " + concrete + " HTTP/1.1", "Host: x", header);
                if (answer.status() != status) {
                    // once more, since what was used up may have been filled again in between
                    answer = RawHttp.head(port, method + " " + concrete + " HTTP/1.1", "Host: x", header);
                }
                assertThat(answer.status()).as("%s %s", method, concrete).isEqualTo(status);
                hold(method.name(), path.getKey(), concrete, answer);
            }
        }
    }

    /** Holds what came back by itself against openapi.yaml. */
    void hold(String method, String template, String path, Answer answer) {
        SimpleResponse.Builder described = new SimpleResponse.Builder(answer.status()).withBody(answer.body());
        answer.headers().map().forEach(described::withHeader);
        assertThat(validator
                        .validateResponse(path, Request.Method.valueOf(method), described.build())
                        .getMessages())
                .as("%s %s: %s", method, path, answer.text())
                .isEmpty();
        exercised.add(method + " " + template + " " + answer.status());
    }

    /** Sends, and fails where the response is not as openapi.yaml has it. */
    HttpResponse<byte[]> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        HttpResponse<byte[]> response = exchange(request);
        ValidationReport report = validator.validateResponse(
                request.uri().getPath(), Request.Method.valueOf(request.method()), described(response));
        assertThat(report.getMessages())
                .as("%s %s: %s %s", request.method(), request.uri(), response.statusCode(), text(response))
                .isEmpty();
        exercised.add(operation(request) + " " + response.statusCode());
        return response;
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(request + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(request + " was interrupted", e);
        }
    }

    private static SimpleResponse described(HttpResponse<byte[]> response) {
        SimpleResponse.Builder described = new SimpleResponse.Builder(response.statusCode());
        response.headers().map().forEach(described::withHeader);
        if (response.body().length > 0) {
            described.withBody(response.body());
        }
        return described.build();
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private String operation(HttpRequest request) {
        return request.method() + " "
                + api.getPaths().keySet().stream()
                        .filter(template -> request.uri().getPath().matches(template.replaceAll("\\{\\w+}", "[^/]+")))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(request + " is not in openapi.yaml"));
    }

    /** Operations with status as exercised, like {@code GET /jobs/{id} 200}. */
    Set<String> exercised() {
        return exercised;
    }

    /** Operations with status as described. */
    Set<String> described() {
        Set<String> described = new TreeSet<>();
        api.getPaths().forEach((path, item) -> {
            for (Map.Entry<PathItem.HttpMethod, Operation> operation :
                    item.readOperationsMap().entrySet()) {
                operation
                        .getValue()
                        .getResponses()
                        .keySet()
                        .forEach(status -> described.add(operation.getKey() + " " + path + " " + status));
            }
        });
        return described;
    }
}
