package org.genoqc.homogeneity.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.genoqc.homogeneity.HomogeneityApplication;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Tokens that are really signed, against a service that fetches the keys of their issuer. */
@OneAtATime
class TokensTests {

    @TempDir
    private static Path folder;

    private static Issuer issuer;
    private static ConfigurableApplicationContext service;
    private static JobClient client;

    @BeforeAll
    static void start() throws IOException {
        issuer = new Issuer();
        service = start(issuer, folder.resolve("data"));
        client = client(service);
    }

    private static ConfigurableApplicationContext start(Issuer of, Path data, String... more) {
        return SpringApplication.run(
                HomogeneityApplication.class,
                Stream.of(
                                Stream.of("--server.port=0", "--homogeneity.data-dir=" + data.toAbsolutePath()),
                                Stream.of(of.settings()),
                                Stream.of(more))
                        .flatMap(Function.identity())
                        .toArray(String[]::new));
    }

    private static JobClient client(ConfigurableApplicationContext service) {
        return new JobClient(
                ((WebServerApplicationContext) service).getWebServer().getPort());
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
        issuer.close();
    }

    private static Answer list(String token) {
        return client.get("/jobs", "Authorization", "Bearer " + token);
    }

    private static Date in(Duration time) {
        return Date.from(Instant.now().plus(time));
    }

    @Test
    void aGoodTokenIsLetIn() {
        assertThat(list(issuer.token("anna", "viewer")).status()).isEqualTo(200);
    }

    static Stream<Arguments> bad() {
        Function<JWTClaimsSet.Builder, String> sign = issuer::signed;
        return Stream.of(
                Arguments.of("expired", sign.apply(good().expirationTime(in(Duration.ofMinutes(-2))))),
                Arguments.of("without an end", sign.apply(good().expirationTime(null))),
                Arguments.of("not yet", sign.apply(good().notBeforeTime(in(Duration.ofMinutes(5))))),
                Arguments.of("for others", sign.apply(good().audience("another-service"))),
                Arguments.of("for nobody", sign.apply(good().audience((String) null))),
                Arguments.of("of another issuer", sign.apply(good().issuer("https://issuer.example.org"))),
                Arguments.of("of no issuer", sign.apply(good().issuer(null))),
                Arguments.of("of nobody", sign.apply(good().subject(null))),
                Arguments.of("of who is not known", sign.apply(good().subject("anonymous"))),
                Arguments.of("with a line break", sign.apply(good().subject("anna\nbert"))),
                Arguments.of("with a long name", sign.apply(good().subject("a".repeat(256)))),
                Arguments.of("not signed", issuer.unsigned(good())),
                Arguments.of("signed by another", issuer.forged(good())),
                Arguments.of("signed with what is public", issuer.signedWithPublicKey(good())),
                Arguments.of("no token", "abc"));
    }

    private static JWTClaimsSet.Builder good() {
        return issuer.claims("anna", "operator");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void bad(String what, String token) {
        Answer answer = list(token);
        assertThat(answer.problem(401).get("detail").asString()).startsWith("who asks must be known");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"chi2-homogeneity\", error=\"invalid_token\"");
    }

    @Test
    void aTokenWithoutARoleIsKnownButMayNothing() {
        for (String token : List.of(
                issuer.token("anna"),
                issuer.token("anna", "admin", "OPERATOR"),
                issuer.signed(issuer.claims("anna").claim("roles", Map.of("viewer", true))))) {
            Answer answer = list(token);
            assertThat(answer.problem(403).get("detail").asString()).contains("role");
            assertThat(answer.header("WWW-Authenticate")).endsWith("error=\"insufficient_scope\"");
        }
        // as lists are, and as scopes are
        assertThat(list(issuer.signed(issuer.claims("anna").claim("roles", "openid viewer")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theKeyMayBeInTheHeaderAlone() {
        String token = issuer.token("anna", "viewer");
        assertThat(client.get("/jobs?access_token=" + token).status()).isEqualTo(401);
        assertThat(client.get("/jobs", "Cookie", "token=" + token).status()).isEqualTo(401);
        for (String header : List.of("Basic " + token, token)) {
            assertThat(client.get("/jobs", "Authorization", header).header("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"chi2-homogeneity\"");
        }
        for (String header : List.of("Bearer", "Bearer a b", "Bearer \"a\"", "Bearer " + token + ", x")) {
            assertThat(client.get("/jobs", "Authorization", header).status())
                    .as(header)
                    .isEqualTo(401);
        }
        assertThat(client.get("/jobs", "Authorization", "bearer " + token).header("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void whileTheIssuerIsAwayItIsTriedAgainAndNoPathIsTold() throws IOException {
        Issuer away = new Issuer();
        String token = away.token("anna", "viewer");
        away.close();
        try (ConfigurableApplicationContext other = start(away, folder.resolve("away"));
                JobClient asking = client(other)) {
            Answer answer = asking.get("/jobs", "Authorization", "Bearer " + token);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.text()).contains("try again").doesNotContain("127.0.0.1");
            assertThat(asking.get("/actuator/health").status()).isEqualTo(200);
        }
    }

    @Test
    void theRolesMayBeWithinAClaimAndTheKeysElsewhere() throws IOException {
        try (ConfigurableApplicationContext other = start(
                        issuer,
                        folder.resolve("elsewhere"),
                        "--homogeneity.security.oauth2.role-claim=realm_access.roles",
                        "--homogeneity.security.oauth2.jwk-set-uri=" + issuer.uri() + "/keys");
                JobClient asking = client(other)) {
            String token =
                    issuer.signed(issuer.claims("anna").claim("realm_access", Map.of("roles", List.of("viewer"))));
            assertThat(asking.get("/jobs", "Authorization", "Bearer " + token).status())
                    .isEqualTo(200);
            assertThat(asking.get("/jobs", "Authorization", "Bearer " + issuer.token("anna", "viewer"))
                            .status())
                    .isEqualTo(403);
        }
    }
}
