package org.genoqc.homogeneity.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
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
                                        ".*/commons-(csv|io|codec|math3|numbers-(core|fraction|gamma))-[^/]*\\.jar")))
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

    private CommandProcess.Ended runs(String statement, Path argument) throws Exception {
        CommandProcess.Ended compiled = compile(main(statement));
        assertThat(compiled.exitCode()).as(compiled.out() + compiled.err()).isZero();
        return tool(
                "java",
                "--module-path",
                modulePath() + File.pathSeparator + folder.resolve("classes"),
                "-m",
                "user/user.Main",
                argument);
    }

    private static String main(String statement) {
        return """
            import java.nio.file.Path;
            import org.genoqc.homogeneity.fault.*;
            import org.genoqc.homogeneity.library.*;
            import org.genoqc.homogeneity.parameters.*;
            class Main {
                public static void main(String[] args) throws Exception {
                    %s
                }
            }
            """.formatted(statement);
    }

    @Test
    void isAModuleThatNeedsNeitherSpringNorLogging() throws Exception {
        CommandProcess.Ended run = runs("""
            System.out.println(HomogeneityAnalysis.withDefaults().withBatchSize(5000).withSimulations(100)
                    .run(Path.of(args[0])).stream().filter(row -> row.pValue() < 0.05).count());
            """, Path.of("examples/sample.tsv"));
        assertThat(run.err()).isEmpty();
        assertThat(Integer.parseInt(run.out().strip())).isBetween(20, 60);
    }

    @Test
    void faultsOfInputAndParametersCanBeCaught() throws Exception {
        Path input = Files.writeString(
                folder.resolve("in.tsv"), "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\nP1\tb1\t1\t2.5\t3\t4\n");
        CommandProcess.Ended ended = runs("""
            try {
                HomogeneityAnalysis.withDefaults().withStreams(Streams.INDEPENDENT).withSimulations(0);
            } catch (ParameterException e) {
                System.out.println(e.parameter() + ": " + e.rule() + ": " + e.value());
            }
            try {
                HomogeneityAnalysis.withDefaults().withParameters(TestParameters.DEFAULTS).run(Path.of(args[0]));
            } catch (HeapBudgetExceededException e) {
                System.out.println("too large");
            } catch (InvalidInputException e) {
                for (InputFault fault : e.faults()) {
                    System.out.println(fault.line() + " " + fault.column() + " " + fault.value());
                }
            }
            """, input);
        assertThat(ended).isEqualTo(new CommandProcess.Ended(0, "n_simulations: 1 to 100000000: 0\n2 n_AB 2.5\n", ""));
    }

    @Test
    void exportsWhatItsUsersNeedAndNothingMore() throws Exception {
        CommandProcess.Ended described =
                tool("java", "--module-path", modulePath(), "--describe-module", "org.genoqc.homogeneity");
        List<String> exported = described
                .out()
                .lines()
                .filter(line -> line.startsWith("exports "))
                .map(line -> line.replaceFirst("exports org\\.genoqc\\.homogeneity\\.", ""))
                .toList();
        assertThat(exported).containsExactlyInAnyOrder("fault", "input", "library", "parameters");
        try (JarFile jar = new JarFile(CommandProcess.jar().toString().replace("-exec.jar", ".jar"))) {
            assertThat(jar.stream()
                            .map(JarEntry::getName)
                            .filter(name ->
                                    name.matches("org/genoqc/homogeneity/(fault|input|library|parameters)/[^$]+"))
                            .map(name -> name.replaceFirst(".*/(.+)\\.class", "$1")))
                    .containsExactlyInAnyOrder(
                            "package-info",
                            "HomogeneityAnalysis",
                            "ProgressListener",
                            "Outline",
                            "AnalysisResult",
                            "ProbesetRow",
                            "ProbesetRows",
                            "FindingRow",
                            "GenotypingBatchRow",
                            "ExclusionPolicy",
                            "ExclusionList",
                            "ExclusionRow",
                            "Comparison",
                            "ImportedCounts",
                            "Reading",
                            "package-info",
                            "InputFile",
                            "InputFiles",
                            "package-info",
                            "InputFormat",
                            "TestParameters",
                            "Analysis",
                            "Engine",
                            "ListFormat",
                            "ListIds",
                            "SexChromosomes",
                            "Streams",
                            "Parameter",
                            "ParameterException",
                            "package-info",
                            "InvalidInputException",
                            "InputFault",
                            "HeapBudgetExceededException",
                            "TsvFormatException");
        }
    }

    @Test
    void internalTypesCannotBeUsed() throws Exception {
        List<String> internal = List.of(
                "cli.Cli",
                "analysis.LoadedDataSet",
                "batch.BatchExecutor",
                "counts.CountsReader",
                "result.Summary",
                "simulation.Cancellation",
                "statistics.Method",
                "table.ContingencyTable");
        CommandProcess.Ended compiled = compile(main(internal.stream()
                .map(type -> "org.genoqc.homogeneity." + type + ".class.getName();")
                .collect(Collectors.joining())));
        assertThat(compiled.exitCode()).isEqualTo(1);
        assertThat(compiled.err())
                .contains(internal.stream()
                        .map(type -> "package org.genoqc.homogeneity." + type.split("\\.")[0] + " is not visible")
                        .toList());
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
