package org.genoqc.homogeneity.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.genoqc.homogeneity.access.Role;
import org.genoqc.homogeneity.job.Job;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Without authentication whoever reaches the service may do everything, under one name; but what another site has a browser send
 * only sees, so that no page that somebody looks at submits or removes jobs on their machine.
 */
final class EveryoneIsOperator extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Role role = "cross-site".equals(request.getHeader("Sec-Fetch-Site")) ? Role.VIEWER : Role.OPERATOR;
        SecurityContextHolder.setContext(new SecurityContextImpl(
                UsernamePasswordAuthenticationToken.authenticated(Job.ANONYMOUS, "", Authorities.of(List.of(role)))));
        chain.doFilter(request, response);
    }
}
