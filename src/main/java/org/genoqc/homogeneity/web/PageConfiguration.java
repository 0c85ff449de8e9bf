package org.genoqc.homogeneity.web;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the files of the page and of the API documentation: resources of the folder page; those that the report has too, of
 * the package report. All addresses in them are relative, so that a proxy may put a prefix before them.
 */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

    /** Nothing from elsewhere, and no script or style in the markup. */
    static final String POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final String RESOURCES = "classpath:/org/genoqc/homogeneity/";
    private static final String SWAGGER_UI = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        serve(registry.addResourceHandler("/page/*"), RESOURCES + "page/");
        serve(registry.addResourceHandler("/page/shared/*.js", "/page/shared/*.css"), RESOURCES + "report/");
        serve(
                registry.addResourceHandler("/page/swagger-ui/*.js", "/page/swagger-ui/*.css"),
                "classpath:/META-INF/resources/webjars/swagger-ui/" + versionOfSwaggerUi() + "/");
    }

    /** What a browser has is asked about each time, and sent only if it is another. */
    private static void serve(ResourceHandlerRegistration handler, String location) {
        handler.addResourceLocations(location)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(PageConfiguration::etag);
    }

    /** A weak one: what has a strong one is not compressed. */
    private static String etag(Resource resource) {
        try (InputStream in = resource.getInputStream()) {
            return "W/\"" + DigestUtils.md5DigestAsHex(in) + "\"";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String versionOfSwaggerUi() {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(PageConfiguration.class.getResourceAsStream(SWAGGER_UI))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    @Bean
    static FilterRegistrationBean<Filter> pagePolicy() {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
            HttpServletResponse http = (HttpServletResponse) response;
            http.setHeader("Content-Security-Policy", POLICY);
            chain.doFilter(request, response);
        });
        // the first is the root itself
        filter.addUrlPatterns("", "/docs", "/openapi.yaml", "/page/*");
        return filter;
    }
}
