package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.genoqc.homogeneity.job.Job;

/**
 * Who makes a request.
 *
 * @param name that of the principal; {@link Job#ANONYMOUS} where there is no authentication
 * @param address from which the request came to the service, which may be that of a proxy
 */
record Caller(String name, String address) {

    static Caller of(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return new Caller(principal == null ? Job.ANONYMOUS : principal.getName(), request.getRemoteAddr());
    }
}
