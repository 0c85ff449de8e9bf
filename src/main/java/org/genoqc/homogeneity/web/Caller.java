package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.access.Role;
import org.genoqc.homogeneity.job.Job;

/**
 * Who makes a request.
 *
 * @param name that of the principal; {@link Job#ANONYMOUS} where there is no authentication
 * @param address from which the request came to the service, which may be that of a proxy
 * @param roles without authentication that of an operator
 */
record Caller(String name, String address, Set<Role> roles) {

    static Caller of(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return new Caller(
                principal == null ? Job.ANONYMOUS : principal.getName(),
                request.getRemoteAddr(),
                Arrays.stream(Role.values())
                        .filter(role -> request.isUserInRole(role.name()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    boolean maySeeAll() {
        return roles.contains(Role.VIEWER) || roles.contains(Role.OPERATOR);
    }

    boolean maySee(Job job) {
        return maySeeAll() || job.owner().equals(name);
    }

    boolean mayChange(Job job) {
        return roles.contains(Role.OPERATOR)
                || roles.contains(Role.SUBMITTER) && job.owner().equals(name);
    }
}
