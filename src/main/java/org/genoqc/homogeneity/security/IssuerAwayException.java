package org.genoqc.homogeneity.security;

import org.springframework.security.core.AuthenticationException;

/** Whether a token is good can't be known now, since the keys of its issuer can't be fetched. */
final class IssuerAwayException extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    IssuerAwayException(Throwable cause) {
        super("the keys of the issuer can't be fetched", cause);
    }
}
