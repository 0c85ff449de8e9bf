package org.genoqc.homogeneity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Without authentication, who asks from this machine is an operator: sees the details of its health, the newest batches and
 * single metrics. Others are told whether it is up. A management port of its own is not asked here.
 */
final class LocalOperators extends OncePerRequestFilter {

    /** Names what runs, or how much. */
    private static final List<String> OF_OPERATORS = List.of("/actuator/batches", "/actuator/metrics");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isLocal(request)) {
            chain.doFilter(request, response);
        } else if (OF_OPERATORS.stream()
                .anyMatch(path -> request.getServletPath().startsWith(path))) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            PlainProblems.write(HttpStatus.NOT_FOUND.value(), request.getRequestURI(), response);
        } else {
            chain.doFilter(new OfNobody(request), response);
        }
    }

    /** What a proxy on this machine passes on comes from elsewhere. */
    private static boolean isLocal(HttpServletRequest request) {
        return request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Forwarded") == null
                && InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
    }

    private static final class OfNobody extends HttpServletRequestWrapper {

        OfNobody(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable Principal getUserPrincipal() {
            return null;
        }

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }
    }
}
