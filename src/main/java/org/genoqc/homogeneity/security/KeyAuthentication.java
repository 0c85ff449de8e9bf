package org.genoqc.homogeneity.security;

import org.genoqc.homogeneity.access.StoredKey;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** The principal is the name of the key. */
record KeyAuthentication(WatchedKeys keys) implements AuthenticationManager {

    @Override
    public Authentication authenticate(Authentication authentication) {
        String text = ((BearerTokenAuthenticationToken) authentication).getToken();
        StoredKey key =
                keys.current().find(text).orElseThrow(() -> new InvalidBearerTokenException("there is no such key"));
        return UsernamePasswordAuthenticationToken.authenticated(key.name(), "", Authorities.of(key.roles()));
    }
}
