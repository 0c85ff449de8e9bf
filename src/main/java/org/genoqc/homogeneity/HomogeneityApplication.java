package org.genoqc.homogeneity;

import java.util.Arrays;
import org.genoqc.homogeneity.cli.Cli;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The service; or, with a command as the first argument, the command line, which loads nothing of Spring. */
// no default user with a password in the log: who may use the service is in the package security
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class HomogeneityApplication {

    public static void main(String[] args) {
        if (Cli.isFor(args)) {
            System.exit(Cli.run(args));
        }
        PrivateFiles.only();
        boolean named = args.length > 0 && args[0].equals("serve");
        SpringApplication.run(HomogeneityApplication.class, named ? Arrays.copyOfRange(args, 1, args.length) : args);
    }
}
