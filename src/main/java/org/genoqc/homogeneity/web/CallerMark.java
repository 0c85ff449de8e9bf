package org.genoqc.homogeneity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Notes who makes a request as soon as that is known, for filters further out, whose request has no principal. Behind what
 * authenticates, and before what authorizes: who is denied something has a name too.
 */
final class CallerMark extends OncePerRequestFilter {

    private static final String MARK = CallerMark.class.getName();

    /** In the place of a name, of who did not come so far. */
    private static final String UNKNOWN = "unknown";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(MARK, Caller.of(request));
        chain.doFilter(request, response);
    }

    static Caller of(HttpServletRequest request) {
        return request.getAttribute(MARK) instanceof Caller caller
                ? caller
                : new Caller(UNKNOWN, request.getRemoteAddr(), Set.of());
    }
}
