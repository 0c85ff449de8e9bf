package org.genoqc.homogeneity.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.genoqc.homogeneity.harness.PageUnderTest;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the commands of a document, its blocks of {@code bash}, in their order in one shell beside a running service. The
 * lines of its blocks of {@code tsv} and {@code text} must then be among what was printed. An answer must have been
 * printed with no other fields than those of a block of {@code json}, whose values are of the day.
 */
@PageUnderTest.Shown
class CommandsInDocumentsIT {

    /** What can't be run within a test: it is the build itself, or needs an engine or a cluster, with tests of its own. */
    private static final List<String> NOT_RUN_HERE = List.of("mvn ", "docker ", "helm ");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(bash|tsv|text|json)\\n(.*?)^```$");

    /** What fails within a pipe fails it; so what feeds head must not be cut off, as it is without this. */
    private static final String BEFORE = """
        set -eo pipefail
        head() { command head "$@"; cat > /dev/null; }
        """;

    private static final ObjectReader OBJECT =
            new JsonMapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/reference.md"})
    void everyCommandRunsAndPrintsWhatTheDocumentShows(String document) throws Exception {
        String text = Files.readString(Path.of(document));
        prepareFolder();
        String printed =
                run(script(blocks(text, "bash"), PageUnderTest.service().port()));
        assertThat(printed.lines())
                .containsAll(blocks(text, "tsv", "text").lines().toList());
        blocks(text)
                .filter(block -> block.language().equals("json"))
                .map(block -> fields(block.text()))
                .forEach(shown -> assertIsOfAnAnswer(shown, printed));
    }

    /** Fields that an answer has only sometimes need not have been in what was printed. */
    private static void assertIsOfAnAnswer(Set<String> shown, String printed) {
        assertThat(printed.lines().filter(line -> line.startsWith("{")).map(CommandsInDocumentsIT::fields))
                .as("%s", shown)
                .anyMatch(fields -> fields.contains("id") && shown.containsAll(fields));
        assertThat(Path.of("openapi.yaml"))
                .content()
                .contains(shown.stream()
                        .map(field -> " " + field.replaceFirst(".*\\.", "") + ":")
                        .toList());
    }

    private record Block(String language, String text) {}

    private static Stream<Block> blocks(String text) {
        // a line that ends with a backslash goes on
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Block(block.group(1), block.group(2).replace("\\\n", "")));
    }

    private static String blocks(String text, String... languages) {
        return blocks(text)
                .filter(block -> List.of(languages).contains(block.language()))
                .map(Block::text)
                .collect(Collectors.joining());
    }

    /** The names of all fields, those within others after the names of these; whatever follows the object is passed over. */
    private static Set<String> fields(String object) {
        return fields("", OBJECT.readTree(object)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> fields(String prefix, JsonNode node) {
        return node.propertyStream()
                .flatMap(field -> Stream.concat(
                        Stream.of(prefix + field.getKey()), fields(prefix + field.getKey() + ".", field.getValue())));
    }

    private static String script(String commands, int port) {
        return commands.lines()
                .filter(line -> NOT_RUN_HERE.stream().noneMatch(line::startsWith))
                .map(line -> line.replace("localhost:8080", "localhost:" + port))
                .collect(Collectors.joining("\n", BEFORE, "\necho all commands were run\n"));
    }

    /** The folder looks like a checkout that was built. */
    private void prepareFolder() throws IOException {
        Path jar = Path.of(System.getProperty("homogeneity.jar")).toAbsolutePath();
        Files.createDirectories(folder.resolve("target"));
        Files.createSymbolicLink(folder.resolve("target").resolve(jar.getFileName()), jar);
        Files.createSymbolicLink(folder.resolve("examples"), Path.of("examples").toAbsolutePath());
    }

    private String run(String script) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().put("PATH", CommandProcess.pathWithQuickJava());
        Process process = shell.start();
        int exit = Waiting.forEnd(process, () -> Files.readString(output));
        String printed = Files.readString(output);
        assertThat(exit).as(printed).isZero();
        assertThat(printed).contains("all commands were run");
        return printed;
    }
}
