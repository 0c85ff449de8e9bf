package org.genoqc.homogeneity;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service. */
@SpringBootApplication
public class HomogeneityApplication {

    public static void main(String[] args) {
        SpringApplication.run(HomogeneityApplication.class, args);
    }
}
