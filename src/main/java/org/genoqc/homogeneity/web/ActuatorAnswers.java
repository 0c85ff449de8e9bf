package org.genoqc.homogeneity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers of Actuator as all others are: an empty {@code Accept} is none, which the endpoint of Prometheus would fail on, and
 * where there is no such component of health there is a problem document.
 */
final class ActuatorAnswers extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isEmpty = Collections.list(request.getHeaders(HttpHeaders.ACCEPT)).stream()
                .allMatch(String::isBlank);
        chain.doFilter(isEmpty ? new WithoutAccept(request) : request, new NotFoundLater(response));
        if (isNotFound(response) && response.getContentType() == null && !response.isCommitted()) {
            PlainProblems.write(HttpStatus.NOT_FOUND.value(), request.getRequestURI(), response);
        }
    }

    private static boolean isNotFound(HttpServletResponse response) {
        return response.getStatus() == HttpStatus.NOT_FOUND.value();
    }

    /** Does not send the head of a 404 before there is a body. */
    private static final class NotFoundLater extends HttpServletResponseWrapper {

        private final HttpServletResponse response;

        NotFoundLater(HttpServletResponse response) {
            super(response);
            this.response = response;
        }

        @Override
        public void flushBuffer() throws IOException {
            if (!isNotFound(response)) {
                super.flushBuffer();
            }
        }
    }

    private static final class WithoutAccept extends HttpServletRequestWrapper {

        WithoutAccept(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return HttpHeaders.ACCEPT.equalsIgnoreCase(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                    .filter(name -> !HttpHeaders.ACCEPT.equalsIgnoreCase(name))
                    .toList());
        }
    }
}
