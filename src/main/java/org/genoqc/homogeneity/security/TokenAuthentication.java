package org.genoqc.homogeneity.security;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.genoqc.homogeneity.access.Role;
import org.genoqc.homogeneity.job.HomogeneityProperties.OAuth2;
import org.genoqc.homogeneity.job.Job;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.web.client.RestTemplate;

/** The principal is the subject of a token (JWT) that the issuer has signed, for this audience. */
final class TokenAuthentication implements AuthenticationManager {

    private static final Logger LOG = LoggerFactory.getLogger(TokenAuthentication.class);

    /** As wide as the column of the owner; an issuer gives at most as much (OpenID Connect Core, 2). */
    private static final int MAX_SUBJECT = 255;

    /** How long the issuer is waited for; each request with a token waits while its keys are not there. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final JwtAuthenticationProvider provider;

    /** @throws UnusableSettingsException if issuer or audience is missing */
    TokenAuthentication(OAuth2 settings) {
        String issuer = require("issuer-uri", settings.issuerUri());
        String audience = require("audience", settings.audience());
        OAuth2TokenValidator<Jwt> validator = new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(issuer), token -> check(token, audience));
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(token -> authorities(token, settings.roleClaim()));
        provider = new JwtAuthenticationProvider(decoder(issuer, settings.jwkSetUri(), validator));
        provider.setJwtAuthenticationConverter(converter);
    }

    private static String require(String setting, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new UnusableSettingsException(
                    "homogeneity.security.mode=oauth2 without homogeneity.security.oauth2." + setting,
                    "Set homogeneity.security.oauth2.issuer-uri to the issuer as its tokens name it, and"
                            + " homogeneity.security.oauth2.audience to what they name as their audience.");
        }
        return value;
    }

    /** Fetches nothing before there is a token, so that the service starts while the issuer is away. */
    private static JwtDecoder decoder(String issuer, @Nullable URI jwkSetUri, OAuth2TokenValidator<Jwt> validator) {
        return new SupplierJwtDecoder(() -> {
            SimpleClientHttpRequestFactory http = new SimpleClientHttpRequestFactory();
            http.setConnectTimeout(TIMEOUT);
            http.setReadTimeout(TIMEOUT);
            NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder builder = jwkSetUri == null
                    ? NimbusJwtDecoder.withIssuerLocation(issuer)
                    : NimbusJwtDecoder.withJwkSetUri(jwkSetUri.toString());
            NimbusJwtDecoder decoder = builder.restOperations(new RestTemplate(http))
                    // each has a public key of the issuer's; "none" and those with a shared secret are not among them
                    .jwsAlgorithms(all -> all.addAll(Set.of(SignatureAlgorithm.values())))
                    .build();
            decoder.setJwtValidator(validator);
            return decoder;
        });
    }

    /** What is checked beside signature, issuer and times. */
    private static OAuth2TokenValidatorResult check(Jwt token, String audience) {
        List<String> audiences = token.getAudience();
        boolean isForUs = audiences != null && audiences.contains(audience);
        return isForUs && token.getExpiresAt() != null && isSubject(token.getSubject())
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN));
    }

    private static boolean isSubject(@Nullable String subject) {
        return subject != null
                && subject.length() <= MAX_SUBJECT
                && !subject.isBlank()
                && !subject.equals(Job.ANONYMOUS)
                && subject.chars().noneMatch(Character::isISOControl);
    }

    /** What the claim names beside our roles is of other services. */
    private static Collection<GrantedAuthority> authorities(Jwt token, String claim) {
        return Authorities.of(texts(value(token.getClaims(), claim)).stream()
                .map(Role::ofLabel)
                .flatMap(Optional::stream)
                .toList());
    }

    /** The claim of this name, or what a path with dots leads to, as {@code realm_access.roles}. */
    private static @Nullable Object value(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        int dot = path.indexOf('.');
        return whole == null && dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? value(inner, path.substring(dot + 1))
                : whole;
    }

    /** A list, or a text with blanks, as {@code scope} is. */
    private static List<String> texts(@Nullable Object value) {
        return switch (value) {
            case Collection<?> several -> several.stream().map(String::valueOf).toList();
            case String text -> Arrays.asList(text.split(" ", -1));
            case null, default -> List.of();
        };
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        try {
            return provider.authenticate(authentication);
        } catch (AuthenticationServiceException | JwtDecoderInitializationException e) {
            LOG.warn(
                    "the keys of the issuer of tokens can't be fetched: {}",
                    NestedExceptionUtils.getMostSpecificCause(e).toString());
            throw new IssuerAwayException(e);
        }
    }
}
