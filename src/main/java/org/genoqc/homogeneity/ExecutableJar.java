package org.genoqc.homogeneity;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.genoqc.homogeneity.cli.Cli;

/**
 * Where the executable jar begins. The classes of the commands are at its root, where the JVM finds them at once; those
 * of the service are in jars within the jar, whose loader takes longer to start than most commands to run.
 */
public final class ExecutableJar {

    private static final String LOADER = "org.springframework.boot.loader.launch.JarLauncher";

    private ExecutableJar() {}

    public static void main(String[] args) throws Throwable {
        // with -Djarmode=tools the loader has commands of its own
        if (System.getProperty("jarmode") == null && Cli.isFor(args)) {
            System.exit(Cli.run(args));
        }
        Method start = Class.forName(LOADER).getMethod("main", String[].class);
        try {
            start.invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
