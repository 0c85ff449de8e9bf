package org.genoqc.homogeneity.hostile;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.genoqc.homogeneity.hostile.Wire.Answer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every answer is, whatever was asked: as openapi.yaml says, without a word of what is inside the service. */
final class AnswerRules {

    private static final JsonMapper JSON = new JsonMapper();

    /** All headers that there are reasons for. */
    private static final Set<String> HEADERS = Set.of(
            "accept",
            "accept-patch",
            "accept-ranges",
            "allow",
            "cache-control",
            "connection",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-length",
            "content-range",
            "content-security-policy",
            "content-type",
            "date",
            "etag",
            "keep-alive",
            "last-modified",
            "link",
            "location",
            "referrer-policy",
            "retry-after",
            "transfer-encoding",
            "vary",
            "www-authenticate",
            "x-accel-buffering",
            "x-content-type-options");

    /** What only code prints. */
    private static final List<String> INNER = List.of(
            "org.apache.",
            "org.springframework.",
            "org.genoqc.",
            "org.h2.",
            "java.lang.",
            "java.io.",
            "java.util.",
            "java.nio.",
            "jakarta.",
            "tools.jackson",
            "Exception",
            "\tat ",
            ".java:",
            "SELECT ",
            "select ");

    private final OpenAPI api;
    private final OpenApiInteractionValidator validator;
    private final List<String> secret;
    private final Map<String, Integer> counts = new TreeMap<>();

    /** @param secret texts that are in no answer at all, as the paths of files are */
    AnswerRules(Path description, List<String> secret) throws IOException {
        String text = Files.readString(description);
        this.api = new OpenAPIV3Parser().readContents(text).getOpenAPI();
        this.validator = OpenApiInteractionValidator.createForInlineApiSpecification(text)
                .build();
        this.secret = List.copyOf(secret);
    }

    OpenAPI api() {
        return api;
    }

    /** How many answers had which status. */
    Map<String, Integer> counts() {
        return counts;
    }

    /** What is wrong with an answer; nothing if all is well. */
    List<String> faults(HostileRequest request, Answer answer) {
        counts.merge(Integer.toString(answer.status()), 1, Integer::sum);
        List<String> faults = new ArrayList<>();
        String body = answer.text();
        // 501 and 505 refuse a Transfer-Encoding and a version of HTTP that are not known
        if (answer.status() >= 500 && answer.status() != 501 && answer.status() != 505) {
            faults.add("a status of the service's own fault");
        }
        for (Wire.Field field : answer.fields()) {
            if (!HEADERS.contains(field.name().toLowerCase(Locale.ROOT))) {
                faults.add("the header " + field.name());
            }
        }
        for (String text : secret) {
            if (body.contains(text) || answer.fields().toString().contains(text)) {
                faults.add("it has the text " + text);
            }
        }
        if (answer.status() == Wire.SIMPLE) {
            return faults;
        }
        if (answer.status() >= 400) {
            problem(request, answer, faults);
        }
        if (!isDescribed(request, answer)) {
            faults.add("no answer that openapi.yaml describes");
        }
        return faults;
    }

    private static void problem(HostileRequest request, Answer answer, List<String> faults) {
        for (String text : INNER) {
            if (answer.text().contains(text)) {
                faults.add("it has the text " + text);
            }
        }
        if (!request.isHead() && !isProblem(answer)) {
            faults.add("an error that is no problem document");
        }
    }

    private static boolean isProblem(Answer answer) {
        try {
            JsonNode problem = JSON.readTree(answer.body());
            return answer.header("Content-Type").orElse("").startsWith("application/problem+json")
                    && problem.path("status").asInt() == answer.status()
                    && problem.path("title").isString()
                    && problem.path("detail").isString()
                    && problem.path("instance").isString();
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Whether it is an answer of the operation asked, or one that openapi.yaml has for all that is none. */
    private boolean isDescribed(HostileRequest request, Answer answer) {
        if (Set.of(400, 404, 405, 501, 505).contains(answer.status()) || isPage(answer)) {
            return true;
        }
        if (request.isHead()) {
            return statuses("GET").contains(Integer.toString(answer.status()));
        }
        if (request.method().equals("OPTIONS") && answer.status() == 200) {
            return answer.header("Allow").isPresent() && answer.body().length == 0;
        }
        if (request.concretePath().isPresent() && isOperation(request)) {
            return fits(request.concretePath().get(), request.method(), answer);
        }
        return api.getPaths().keySet().stream()
                .map(path -> path.replaceAll("\\{\\w+}", "00000000-0000-0000-0000-000000000000"))
                .anyMatch(path ->
                        List.of("GET", "POST", "DELETE").stream().anyMatch(method -> fits(path, method, answer)));
    }

    /** Of the page and its files, which openapi.yaml does not describe: they have a policy that nothing else has. */
    private static boolean isPage(Answer answer) {
        return (answer.status() == 200 || answer.status() == 304)
                && answer.header("Content-Security-Policy").orElse("").startsWith("default-src 'self'");
    }

    private boolean isOperation(HostileRequest request) {
        return api.getPaths().get(request.template()).readOperationsMap().keySet().stream()
                .anyMatch(method -> method.name().equals(request.method()));
    }

    private Set<String> statuses(String method) {
        Set<String> statuses = new TreeSet<>();
        for (PathItem item : api.getPaths().values()) {
            Operation operation = item.readOperationsMap().get(PathItem.HttpMethod.valueOf(method));
            if (operation != null) {
                statuses.addAll(operation.getResponses().keySet());
            }
        }
        return statuses;
    }

    private boolean fits(String path, String method, Answer answer) {
        SimpleResponse.Builder described = new SimpleResponse.Builder(answer.status());
        answer.fields().forEach(field -> {
            // it is unpacked already
            if (!field.name().equalsIgnoreCase("Content-Encoding")) {
                described.withHeader(field.name(), field.value());
            }
        });
        // a part of a compressed body can't be read, and a list with nothing in it has no body
        boolean isReadable = answer.header("Content-Encoding").isEmpty() || answer.status() != 206;
        boolean isEmptyText = answer.body().length == 0
                && answer.header("Content-Type").orElse("").startsWith("text/");
        if (answer.body().length > 0 && isReadable) {
            described.withBody(answer.body());
        }
        return validator
                .validateResponse(path, Request.Method.valueOf(method), described.build())
                .getMessages()
                .stream()
                .allMatch(message ->
                        (isEmptyText || !isReadable) && message.getKey().equals("validation.response.body.missing"));
    }
}
