package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.Principal;
import java.util.Arrays;
import java.util.HexFormat;
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

    /** What a caller is known by: the name, or where there is none the address; of IPv6 the network, which one host may have. */
    String key() {
        return name.equals(Job.ANONYMOUS) ? "address " + network() : "principal " + name;
    }

    private String network() {
        return InetAddress.ofLiteral(address) instanceof Inet6Address ipv6
                ? HexFormat.of().formatHex(ipv6.getAddress(), 0, Long.BYTES)
                : address;
    }

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
