package org.genoqc.homogeneity;

import java.util.Arrays;
import org.genoqc.homogeneity.cli.Cli;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service; or, with a command as the first argument, the command line, which loads nothing of Spring. */
@SpringBootApplication
public class HomogeneityApplication {

    public static void main(String[] args) {
        if (Cli.isFor(args)) {
            System.exit(Cli.run(args));
        }
        PrivateFiles.only();
        // lets homogeneity.data-dir be relative in the URL of the default database
        System.setProperty("h2.implicitRelativePath", "true");
        boolean named = args.length > 0 && args[0].equals("serve");
        SpringApplication.run(HomogeneityApplication.class, named ? Arrays.copyOfRange(args, 1, args.length) : args);
    }
}
