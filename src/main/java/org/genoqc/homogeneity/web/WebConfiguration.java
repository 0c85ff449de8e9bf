package org.genoqc.homogeneity.web;

import jakarta.servlet.MultipartConfigElement;

import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.JobFiles;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** How uploads are received: always on disk, beside the jobs' folders. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    /** Room for the parameters and the framing of the parts beside the file. */
    private static final DataSize FRAMING = DataSize.ofMegabytes(1);

    @Bean
    MultipartConfigElement multipartConfigElement(HomogeneityProperties properties, JobFiles files) {
        MultipartConfigFactory factory = new MultipartConfigFactory();
        factory.setLocation(files.uploads().toString());
        factory.setMaxFileSize(properties.maxUploadSize());
        factory.setMaxRequestSize(DataSize.ofBytes(properties.maxUploadSize().toBytes() + FRAMING.toBytes()));
        return factory.createMultipartConfig();
    }
}
