package org.genoqc.homogeneity.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * The key or token in {@code Authorization: Bearer}, and nowhere else: an address is logged, and a form field would have the
 * upload read before it is known who sends it.
 */
final class HeaderToken implements BearerTokenResolver {

    private static final Pattern FORM = Pattern.compile("Bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, "Bearer", 0, "Bearer".length())) {
            return null;
        }
        Matcher form = FORM.matcher(header);
        if (!form.matches()) {
            throw new InvalidBearerTokenException("Authorization has the form: Bearer KEY");
        }
        return form.group(1);
    }
}
