package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Problem documents of requests that come to no controller: what can't be read as HTTP, or breaks off before it could be
 * handed on. Written whatever {@code Accept} says; of the request there is only its path, and only a harmless one.
 */
final class PlainProblems {

    private static final JsonMapper JSON = new JsonMapper();

    private PlainProblems() {}

    /**
     * Writes the body; the status is set already.
     *
     * @param path of the request, as far as there is one
     */
    static void write(int status, @Nullable Object path, HttpServletResponse response) throws IOException {
        write(status, detail(status), path, response);
    }

    /** The same with a detail of its own. */
    static void write(int status, String detail, @Nullable Object path, HttpServletResponse response)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        HttpStatus known = HttpStatus.resolve(status);
        problem.put("title", known == null ? "Error" : known.getReasonPhrase());
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("instance", path instanceof String text && text.matches("/[\\w./~-]*") ? text : "/");
        byte[] body = JSON.writeValueAsBytes(problem);
        setSecurityHeaders(response);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** What every answer has: it is of the type that it says, in no frame, and addresses stay here. */
    static void setSecurityHeaders(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", "frame-ancestors 'none'");
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "the request can't be read: it is no valid HTTP, too long in its head, or ends too early";
            case 401 -> "who asks must be known here: send a key or token that is in force as Authorization: Bearer";
            case 403 -> "the role of who asks does not allow this";
            case 404 -> "there is nothing here";
            case 408 -> "nothing of the request came for too long";
            case 413 -> "the request is too large";
            case 417 -> "Expect may only be 100-continue";
            case 431 -> "the head of the request is too long";
            case 503 -> "this can't be answered now; try again in a moment";
            case 505 -> "HTTP/1.1 and HTTP/1.0 are spoken here";
            case 501 -> "the method or the Transfer-Encoding is not known here";
            default -> "the request was not answered" + (status < 500 ? "" : "; the log says why");
        };
    }
}
