package org.genoqc.homogeneity.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.time.Clock;
import org.genoqc.homogeneity.access.KeysFile;
import org.genoqc.homogeneity.access.Role;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.HomogeneityProperties.Security;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Which request needs which role, and how it is known who asks. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private static final String SUBMITTER = Role.SUBMITTER.name();
    private static final String VIEWER = Role.VIEWER.name();
    private static final String OPERATOR = Role.OPERATOR.name();

    @Bean
    static SecurityFilterChain access(
            HttpSecurity http,
            HomogeneityProperties properties,
            Clock clock,
            @Qualifier("callerMark") Filter callerMark) {
        Security security = properties.security();
        Refusals refusals = new Refusals();
        http.authorizeHttpRequests(AccessConfiguration::rules)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // there is no cookie that a browser would send along where another site makes it send a request: a key
                // is in
                // a header, which only our own page sets
                .csrf(AbstractHttpConfigurer::disable)
                // ours are set on all answers, also those that come from no filter
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals));
        // who is denied something has a name in the audit log
        http.addFilterBefore(callerMark, AuthorizationFilter.class);
        switch (security.mode()) {
            case NONE -> http.addFilterBefore(new EveryoneIsOperator(), AnonymousAuthenticationFilter.class);
            case API_KEY -> {
                KeysFile file = new KeysFile(security.keysFile());
                authenticate(http, new KeyAuthentication(new WatchedKeys(file, clock)), refusals);
            }
            case OAUTH2 -> authenticate(http, new TokenAuthentication(security.oauth2()), refusals);
        }
        return http.build();
    }

    private static void authenticate(HttpSecurity http, AuthenticationManager manager, Refusals refusals) {
        http.oauth2ResourceServer(server -> server.bearerTokenResolver(new HeaderToken())
                .authenticationManagerResolver(request -> manager)
                .authenticationEntryPoint(refusals)
                .accessDeniedHandler(refusals));
    }

    /** Whose job it is, is asked where the job is looked up. What is not named here is for operators. */
    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        // of a request that was let in before, or refused
        rules.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
        for (HttpMethod read : new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}) {
            // they hold nothing of any job
            rules.requestMatchers(read, "/", "/docs", "/openapi.yaml", "/page/**")
                    .permitAll();
            // for probes; details are an operator's
            rules.requestMatchers(read, "/actuator/health", "/actuator/health/**")
                    .permitAll();
            rules.requestMatchers(read, "/jobs", "/jobs/**").hasAnyRole(SUBMITTER, VIEWER, OPERATOR);
        }
        rules.requestMatchers(HttpMethod.POST, "/jobs").hasAnyRole(SUBMITTER, OPERATOR);
        rules.requestMatchers(HttpMethod.DELETE, "/jobs/*").hasAnyRole(SUBMITTER, OPERATOR);
        rules.anyRequest().hasRole(OPERATOR);
    }

    /** The requests are measured as such; a timer for each filter is of no use, and its name against the conventions. */
    @Bean
    static SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Refuses paths that could be read in two ways. What headers and parameters hold is checked where they are read. */
    @Bean
    static StrictHttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        firewall.setAllowedParameterNames(name -> true);
        return firewall;
    }
}
