package org.genoqc.homogeneity.web;

import jakarta.servlet.MultipartConfigElement;

import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.JobFiles;
import org.genoqc.homogeneity.job.Submission;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

    @Bean
    static MultipartConfigElement multipartConfigElement(HomogeneityProperties properties, JobFiles files) {
        MultipartConfigFactory factory = new MultipartConfigFactory();
        factory.setLocation(files.uploads().toString());
        factory.setMaxFileSize(properties.maxUploadSize());
        factory.setMaxRequestSize(
                DataSize.ofBytes(properties.maxUploadSize().toBytes() + Submission.FRAMING.toBytes()));
        return factory.createMultipartConfig();
    }
}
