package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.harness.SettableClock;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestRatesTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-29T00:00:00Z"));
    private final RequestRates rates = new RequestRates(limits(120, 5), clock);

    private static HomogeneityProperties.Limits limits(int perMinute, int atOnce) {
        return new Binder(new MapConfigurationPropertySource(Map.of(
                        "homogeneity.limits.requests-per-minute", perMinute,
                        "homogeneity.limits.requests-at-once", atOnce)))
                .bindOrCreate("homogeneity.limits", HomogeneityProperties.Limits.class);
    }

    private MockHttpServletResponse ask(String path, String address, Principal principal)
            throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setServletPath(path);
        request.setRemoteAddr(address);
        request.setUserPrincipal(principal);
        MockHttpServletResponse response = new MockHttpServletResponse();
        rates.doFilter(request, response, new MockFilterChain());
        return response;
    }

    private MockHttpServletResponse ask(String address) throws ServletException, IOException {
        return ask("/jobs", address, null);
    }

    private List<Integer> statuses(int requests, String address) {
        return IntStream.range(0, requests)
                .mapToObj(request -> {
                    try {
                        return ask(address).getStatus();
                    } catch (ServletException | IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    @Test
    void asManyRequestsAsThereMayBeAtOnceAreAnsweredAndNotOneMore() throws Exception {
        assertThat(statuses(6, "10.0.0.1")).containsExactly(200, 200, 200, 200, 200, 429);
        MockHttpServletResponse refused = ask("10.0.0.1");
        assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
        assertThat(refused.getContentType()).startsWith("application/problem+json");
        assertThat(refused.getContentAsString())
                .contains(
                        "\"title\":\"Too Many Requests\"",
                        "\"status\":429",
                        "there may be at most 120 requests a minute of one caller, 5 at once");
    }

    @Test
    void inTheLongRunThereAreSoManyInAMinute() {
        statuses(5, "10.0.0.1");
        clock.advance(Duration.ofMillis(499));
        assertThat(statuses(1, "10.0.0.1")).containsExactly(429);
        clock.advance(Duration.ofMillis(1));
        assertThat(statuses(2, "10.0.0.1")).containsExactly(200, 429);
        clock.advance(Duration.ofSeconds(1));
        assertThat(statuses(3, "10.0.0.1")).containsExactly(200, 200, 429);
        clock.advance(Duration.ofHours(1));
        assertThat(statuses(6, "10.0.0.1")).endsWith(200, 429);
    }

    @Test
    void callersDoNotCountForOneAnother() throws Exception {
        statuses(6, "10.0.0.1");
        assertThat(statuses(1, "10.0.0.2")).containsExactly(200);
        Principal one = () -> "one";
        for (int request = 0; request < 5; request++) {
            assertThat(ask("/jobs", "10.0.0." + request, one).getStatus()).isEqualTo(200);
        }
        assertThat(ask("/jobs", "10.0.0.9", one).getStatus())
                .as("a principal is one, wherever it is")
                .isEqualTo(429);
        assertThat(ask("/jobs", "10.0.0.9", () -> "other").getStatus()).isEqualTo(200);
    }

    @Test
    void theAddressesOfANetworkOfIpv6AreOneCaller() {
        for (int host = 1; host <= 5; host++) {
            assertThat(statuses(1, "2001:db8:0:1::" + host)).containsExactly(200);
        }
        assertThat(statuses(1, "2001:db8:0:1:ffff::6")).containsExactly(429);
        assertThat(statuses(1, "2001:db8:0:2::1")).containsExactly(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/docs", "/openapi.yaml", "/page/app.js", "/actuator/health", "/actuator/health/liveness"})
    void healthAndThePageAreAlwaysAnswered(String path) throws Exception {
        statuses(6, "10.0.0.1");
        assertThat(ask(path, "10.0.0.1", null).getStatus()).isEqualTo(200);
        assertThat(statuses(1, "10.0.0.1")).containsExactly(429);
    }
}
