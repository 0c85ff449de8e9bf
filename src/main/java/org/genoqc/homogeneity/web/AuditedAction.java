package org.genoqc.homogeneity.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** What can be done with jobs over HTTP, as the audit log calls it. */
enum AuditedAction {
    SUBMIT(HttpMethod.POST, "/jobs"),
    /** Cancels a job or removes it, as its state has it. */
    DELETE(HttpMethod.DELETE, "/jobs/{id}"),
    READ_RESULT(HttpMethod.GET, "/jobs/{id}/result"),
    READ_PROBESETS(HttpMethod.GET, "/jobs/{id}/probesets"),
    READ_COUNTS(HttpMethod.GET, "/jobs/{id}/counts"),
    READ_SUMMARY(HttpMethod.GET, "/jobs/{id}/summary"),
    READ_FIGURES(HttpMethod.GET, "/jobs/{id}/figures"),
    READ_REPORT(HttpMethod.GET, "/jobs/{id}/report.html"),
    READ_FINDINGS(HttpMethod.GET, "/jobs/{id}/findings"),
    READ_REPORT_CARD(HttpMethod.GET, "/jobs/{id}/genotyping-batches"),
    READ_EXCLUSIONS(HttpMethod.GET, "/jobs/{id}/exclusions"),
    COMPARE(HttpMethod.GET, "/jobs/{id}/comparison/{other}"),
    LIST(HttpMethod.GET, "/jobs"),
    SHOW(HttpMethod.GET, "/jobs/{id}"),
    FOLLOW(HttpMethod.GET, "/jobs/{id}/progress"),
    READ_TIMINGS(HttpMethod.GET, "/jobs/{id}/batches"),
    OPERATE(HttpMethod.GET, "/actuator/{*endpoint}");

    /** What shows no data, and is asked for every second. */
    private static final Set<AuditedAction> FREQUENT = Set.of(LIST, SHOW, FOLLOW, READ_TIMINGS, OPERATE);

    // neither changes, though their classes do not say so
    @SuppressWarnings("ImmutableEnumChecker")
    private final HttpMethod method;

    @SuppressWarnings("ImmutableEnumChecker")
    private final PathPattern pattern;

    AuditedAction(HttpMethod method, String pattern) {
        this.method = method;
        this.pattern = PathPatternParser.defaultInstance.parse(pattern);
    }

    /** The action that a request asks for; empty where it is none with jobs. HEAD is GET. */
    static Optional<AuditedAction> of(String method, PathContainer path) {
        String asked = method.equals(HttpMethod.HEAD.name()) ? HttpMethod.GET.name() : method;
        return Arrays.stream(values())
                .filter(action -> action.method.matches(asked) && action.pattern.matches(path))
                .findFirst();
    }

    /** A part of the path by the name that it has in the pattern; empty where there is none. */
    Optional<String> variable(String name, PathContainer path) {
        PathPattern.PathMatchInfo match = pattern.matchAndExtract(path);
        return match == null
                ? Optional.empty()
                : Optional.ofNullable(match.getUriVariables().get(name));
    }

    /** Whether it is logged only where the log is to have everything, or where it was denied. */
    boolean isFrequent() {
        return FREQUENT.contains(this);
    }

    /** What was done, where the status says more than the request did. */
    String label(int status) {
        if (this == SUBMIT && status == 200) {
            return "validate";
        }
        if (this == DELETE && status == 202) {
            return "cancel";
        }
        if (this == DELETE && status == 204) {
            return "remove";
        }
        return name().toLowerCase(Locale.ROOT);
    }
}
