package org.genoqc.homogeneity;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service. */
@SpringBootApplication
public class HomogeneityApplication {

    public static void main(String[] args) {
        // lets homogeneity.data-dir be relative in the URL of the default database
        System.setProperty("h2.implicitRelativePath", "true");
        SpringApplication.run(HomogeneityApplication.class, args);
    }
}
