package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.genoqc.homogeneity.job.IdempotencyKey;
import org.genoqc.homogeneity.job.running.JobIntake;
import org.genoqc.homogeneity.job.running.Submission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses a submission for which there is no room before its upload is read. */
@Component
class SubmissionGate implements HandlerInterceptor {

    static final String KEY_HEADER = "Idempotency-Key";

    private static final String SUBMISSION = SubmissionGate.class.getName();

    private final JobIntake intake;

    SubmissionGate(JobIntake intake) {
        this.intake = intake;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException, ParameterForm.BadParameterException {
        if (HttpMethod.POST.matches(request.getMethod())) {
            String key = request.getHeader(KEY_HEADER);
            if (key != null && !IdempotencyKey.isValue(key)) {
                throw new ParameterForm.BadParameterException(
                        KEY_HEADER, KEY_HEADER + " must be " + IdempotencyKey.RULE);
            }
            request.setAttribute(
                    SUBMISSION, intake.admit(Caller.of(request).name(), key, request.getContentLengthLong()));
        }
        return true;
    }

    static Submission submission(HttpServletRequest request) {
        if (request.getAttribute(SUBMISSION) instanceof Submission submission) {
            return submission;
        }
        throw new IllegalStateException("the request did not come through the gate");
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
        if (request.getAttribute(SUBMISSION) instanceof Submission submission) {
            intake.end(submission);
        }
    }
}
