package org.genoqc.homogeneity.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plain jar as the library of another module, with nothing beside it but what its description says. */
class LibraryJarIT {

    private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

    @TempDir
    private Path folder;

    /** The plain jar and Apache Commons. */
    private static String modulePath() {
        String plain = CommandProcess.jar().toString().replace("-exec.jar", ".jar");
        return Stream.concat(
                        Stream.of(plain),
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> entry.matches(
                                        ".*/commons-(csv|io|codec|numbers-(core|fraction|gamma))-[^/]*\\.jar")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private CommandProcess.Ended tool(String name, Object... args) throws Exception {
        return CommandProcess.startAny(
                        folder,
                        null,
                        Stream.concat(
                                        Stream.of(BIN.resolve(name).toString()),
                                        Arrays.stream(args).map(Object::toString))
                                .toList())
                .await();
    }

    private CommandProcess.Ended compile(String body) throws Exception {
        Path source = Files.createDirectories(folder.resolve("source/user"));
        Files.writeString(
                source.resolveSibling("module-info.java"), "module user { requires org.genoqc.homogeneity; }");
        Files.writeString(source.resolve("Main.java"), "package user;\n" + body);
        return tool(
                "javac",
                "--module-path",
                modulePath(),
                "-d",
                folder.resolve("classes"),
                source.resolveSibling("module-info.java"),
                source.resolve("Main.java"));
    }

    private static String main(String statement) {
        return """
            import java.nio.file.Path;
            import org.genoqc.homogeneity.library.*;
            import org.genoqc.homogeneity.statistics.*;
            class Main {
                public static void main(String[] args) throws Exception {
                    %s
                }
            }
            """.formatted(statement);
    }

    @Test
    void isAModuleThatNeedsNeitherSpringNorLogging() throws Exception {
        CommandProcess.Ended compiled = compile(main("""
            System.out.println(HomogeneityAnalysis.withDefaults().withBatchSize(5000).withSimulations(100)
                    .run(Path.of(args[0])).stream().filter(row -> row.pValue() < 0.05).count());\
            """));
        assertThat(compiled.exitCode()).as(compiled.out() + compiled.err()).isZero();
        CommandProcess.Ended run = tool(
                "java",
                "--module-path",
                modulePath() + File.pathSeparator + folder.resolve("classes"),
                "-m",
                "user/user.Main",
                "examples/sample.tsv");
        assertThat(run.err()).isEmpty();
        assertThat(Integer.parseInt(run.out().strip())).isBetween(20, 60);
    }

    @Test
    void internalTypesCannotBeUsed() throws Exception {
        List<String> internal = List.of("PermutationBlock", "Xoshiro256PlusPlus", "BinomialSampler");
        CommandProcess.Ended compiled = compile(main("org.genoqc.homogeneity.cli.Cli.run();"
                + internal.stream()
                        .map(type -> "org.genoqc.homogeneity.statistics." + type + ".class.getName();")
                        .collect(Collectors.joining())));
        assertThat(compiled.exitCode()).isEqualTo(1);
        assertThat(compiled.err())
                .contains(internal.stream().map(type -> type + " is not public").toList())
                .contains("package org.genoqc.homogeneity.cli is not visible");
    }

    @Test
    void bringsItsUsersNothingOfTheServiceOrTheCommandLine() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String dependencies = pom.substring(pom.indexOf("</dependencyManagement>"), pom.indexOf("<build>"));
        for (String dependency : dependencies.split("</dependency>")) {
            if (dependency.contains("<artifactId>")
                    && !dependency.contains("org.apache.commons")
                    && !dependency.contains("jspecify")) {
                assertThat(dependency).matches("(?s).*(<optional>true</optional>|<scope>test</scope>).*");
            }
        }
    }
}
