package org.genoqc.homogeneity.web;

import jakarta.servlet.Filter;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.genoqc.homogeneity.job.DataDirectory;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.running.Submission;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How uploads are received: always on disk, beside the jobs' folders. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private final SubmissionGate gate;

    WebConfiguration(SubmissionGate gate) {
        this.gate = gate;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(gate).addPathPatterns("/jobs");
    }

    /** Sends 100 (Continue) only after the gate has admitted the submission. */
    @Bean
    static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> continueWhenRead() {
        return factory -> factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setContinueResponseTiming("onRead");
            }
        });
    }

    /** After that of Spring Boot, so that it is within it and comes first. */
    @Bean
    static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemsOfTomcat() {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemReportValve()));
    }

    /** Of all answers; the page has a policy of its own, see {@link PageConfiguration}. */
    @Bean
    static FilterRegistrationBean<Filter> securityHeaders() {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
            PlainProblems.setSecurityHeaders((HttpServletResponse) response);
            chain.doFilter(request, response);
        });
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** Outside of what authenticates. */
    @Bean
    static FilterRegistrationBean<AuditFilter> audit() {
        FilterRegistrationBean<AuditFilter> filter = new FilterRegistrationBean<>(new AuditFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    /** What authenticates and authorizes has it in between, see {@code security.AccessConfiguration}. */
    @Bean
    static CallerMark callerMark() {
        return new CallerMark();
    }

    @Bean
    static FilterRegistrationBean<CallerMark> callerMarkOnlyThere(CallerMark mark) {
        FilterRegistrationBean<CallerMark> filter = new FilterRegistrationBean<>(mark);
        filter.setEnabled(false);
        return filter;
    }

    /** After whoever finds out who calls. */
    @Bean
    static FilterRegistrationBean<RequestRates> requestRates(HomogeneityProperties properties, Clock clock) {
        FilterRegistrationBean<RequestRates> filter =
                new FilterRegistrationBean<>(new RequestRates(properties.limits(), clock));
        filter.setOrder(0);
        return filter;
    }

    @Bean
    static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> slowUploads(
            HomogeneityProperties properties, Clock clock) {
        return factory -> factory.addEngineValves(new SlowUploads(properties.limits(), clock));
    }

    @Bean
    static FilterRegistrationBean<LocalOperators> localOperators(HomogeneityProperties properties) {
        FilterRegistrationBean<LocalOperators> filter = new FilterRegistrationBean<>(new LocalOperators());
        filter.setEnabled(properties.security().mode() == HomogeneityProperties.Mode.NONE);
        filter.addUrlPatterns("/actuator/*");
        return filter;
    }

    /** Of all paths: what Tomcat takes for the path, with {@code ..} resolved, is not always what Spring does. */
    @Bean
    static FilterRegistrationBean<ActuatorAnswers> actuatorAnswers() {
        return new FilterRegistrationBean<>(new ActuatorAnswers());
    }

    @Bean
    static MultipartConfigElement multipartConfigElement(HomogeneityProperties properties, DataDirectory directory) {
        MultipartConfigFactory factory = new MultipartConfigFactory();
        factory.setLocation(directory.uploads().toString());
        factory.setMaxFileSize(properties.maxUploadSize());
        factory.setMaxRequestSize(
                DataSize.ofBytes(properties.maxUploadSize().toBytes() + Submission.FRAMING.toBytes()));
        return factory.createMultipartConfig();
    }
}
