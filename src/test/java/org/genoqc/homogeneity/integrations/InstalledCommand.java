package org.genoqc.homogeneity.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.genoqc.homogeneity.cli.CommandWithin;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.genoqc.homogeneity.harness.Programs;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** The command as the Bioconda recipe installs it of the release archive, in an environment that is a folder of its own. */
record InstalledCommand(Path environment) {

    private static final Path RECIPE = Path.of("integrations/bioconda").toAbsolutePath();
    private static final String VERSION = System.getProperty("homogeneity.version");

    private static @Nullable InstalledCommand shared;

    /** What the command writes beside its result, as all integrations ask for it. */
    record Outputs(Path result, Path findings, Path reportCard, Path exclusions, Path summary, Path multiQc) {

        /** All but the summary. */
        Stream<Path> tables() {
            return Stream.of(
                    result,
                    findings,
                    reportCard,
                    exclusions,
                    multiQc.resolve("chi2-homogeneity.report-card_mqc.json"),
                    multiQc.resolve("chi2-homogeneity.findings_mqc.json"));
        }

        /** Checks that all files have the same bytes; the summaries differ in their times only. */
        void assertAre(Outputs expected) throws IOException {
            List<Path> those = expected.tables().toList();
            List<Path> these = tables().toList();
            for (int i = 0; i < these.size(); i++) {
                assertThat(these.get(i)).hasSameBinaryContentAs(those.get(i));
            }
            assertThat(withoutTime(summary))
                    .isEqualTo(withoutTime(expected.summary))
                    .isNotEmpty();
        }

        private static List<String> withoutTime(Path summary) throws IOException {
            return Files.readAllLines(summary).stream()
                    .filter(line -> !line.startsWith("Processing time"))
                    .toList();
        }

        /** Those of the command by itself, in a folder, for the same words: files of counts and options beside the outputs. */
        static Outputs ofTheCommand(Path folder, Stream<Path> counts, String... options) throws IOException {
            Path written = Files.createDirectories(folder.resolve("of the command"));
            Outputs outputs = new Outputs(
                    written.resolve("result.tsv"),
                    written.resolve("findings.tsv"),
                    written.resolve("report-card.tsv"),
                    written.resolve("exclusions.txt"),
                    written.resolve("summary.txt"),
                    written.resolve("multiqc"));
            Stream<?> words = Stream.of(
                            Stream.of("test"),
                            counts,
                            Stream.of(outputs.result, "--findings", outputs.findings, "--report-card"),
                            Stream.of(outputs.reportCard, "--exclusions", outputs.exclusions),
                            Stream.of("--summary", outputs.summary, "--multiqc", outputs.multiQc),
                            Stream.of(options))
                    .flatMap(part -> part);
            CommandProcess.Ended ended = CommandWithin.run(words.toArray());
            assertThat(ended.exitCode()).as(ended.err()).isZero();
            return outputs;
        }
    }

    /** The same for all who only run it. */
    static synchronized InstalledCommand shared() throws IOException, InterruptedException {
        if (shared == null) {
            Path folder = CommandProcess.jar().toAbsolutePath().resolveSibling("installed");
            FileSystemUtils.deleteRecursively(folder);
            shared = into(Files.createDirectories(folder));
            shared.makeArchive();
        }
        return shared;
    }

    /** Unpacks the archive and runs the recipe's build script, as conda does. */
    static InstalledCommand into(Path folder) throws IOException, InterruptedException {
        Path environment = folder.resolve("environment");
        Path source = Files.createDirectories(folder.resolve("source"));
        String archive = CommandProcess.jar().toString().replace("-exec.jar", "-release.tar.gz");
        Programs.run(source, List.of("tar", "-xzf", archive, "--strip-components=1"));
        Programs.run(
                source,
                List.of(
                        "env",
                        "PREFIX=" + environment,
                        "PKG_NAME=chi2-homogeneity",
                        "PKG_VERSION=" + VERSION,
                        "PKG_BUILDNUM=0",
                        "bash",
                        RECIPE.resolve("build.sh").toString()));
        // the launcher finds no place for its AOT cache, so that none is made behind the tests
        Files.createFile(environment.resolve("share/chi2-homogeneity-" + VERSION + "-0/cache"));
        Files.createDirectories(environment.resolve("users-cache"));
        Files.createFile(environment.resolve("users-cache/chi2-homogeneity"));
        return new InstalledCommand(environment);
    }

    /** Classes as the JVM has read them, for those who start many commands. */
    private void makeArchive() throws IOException, InterruptedException {
        run(
                environment,
                "chi2-homogeneity test '%s' result.tsv --quiet --n-simulations 10"
                        .formatted(Path.of("examples/sample.tsv").toAbsolutePath()),
                "'-XX:ArchiveClassesAtExit=" + archive() + "'");
    }

    private Path archive() {
        return environment.resolve("commands.jsa");
    }

    /** Runs a script where the command is on the path, as pipelines do: what fails in it fails it. */
    String run(Path folder, String script) throws IOException, InterruptedException {
        // without -Xlog the JVM would write of an archive that it can't use
        return Files.exists(archive())
                ? run(folder, script, "'-XX:SharedArchiveFile=" + archive() + "' -Xlog:disable")
                : run(folder, script, "");
    }

    private String run(Path folder, String script, String sharing) throws IOException, InterruptedException {
        Map<String, String> variables = Map.of(
                "JDK_JAVA_OPTIONS",
                CommandProcess.QUICK_JVM + " " + sharing,
                "PATH",
                environment.resolve("bin") + ":" + System.getenv("PATH"),
                "JAVA_HOME",
                System.getProperty("java.home"),
                "XDG_CACHE_HOME",
                environment.resolve("users-cache").toString());
        return Programs.run(
                folder,
                Stream.of(Stream.of("env"), words(variables), Stream.of("bash", "-euo", "pipefail", "-c", script))
                        .flatMap(words -> words)
                        .toList());
    }

    private static Stream<String> words(Map<String, String> variables) {
        return variables.entrySet().stream().map(variable -> variable.getKey() + "=" + variable.getValue());
    }
}
