package org.genoqc.homogeneity.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.Programs;
import org.genoqc.homogeneity.integrations.InstalledCommand.Outputs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The tests of the wrapper itself: their command lines, as Cheetah makes them, are run, and what they say of the outputs is
 * checked. Galaxy itself is not run.
 */
class GalaxyWrapperIT {

    private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();
    private static final Path RENDER =
            Path.of("src/test/scripts/render-galaxy-command").toAbsolutePath();

    private static InstalledCommand command;

    @TempDir
    private Path folder;

    @BeforeAll
    static void install() throws Exception {
        Programs.assumeInstalled("cheetah3", "python3-cheetah");
        command = InstalledCommand.shared();
    }

    private static Stream<Element> elements(Element within, String name) {
        NodeList found = within.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }

    /** Runs a test of the wrapper in the folder, and checks what it says. */
    private void run(int number) throws Exception {
        Element tool = IntegrationFiles.tool().getDocumentElement();
        Element test = elements(tool, "test").toList().get(number);
        String line = Programs.run(
                folder,
                List.of(
                        RENDER.toString(),
                        IntegrationFiles.TOOL.toString(),
                        Integer.toString(number),
                        EXAMPLES.toString()));
        assertThat(line.strip()).hasLineCount(1);
        command.run(folder, "GALAXY_SLOTS=2; GALAXY_MEMORY_MB=1024; " + line);
        Map<String, Path> written = elements(tool, "data")
                .collect(Collectors.toMap(
                        data -> data.getAttribute("name"), data -> folder.resolve(data.getAttribute("from_work_dir"))));
        assertThat(written).hasSize(Integer.parseInt(test.getAttribute("expect_num_outputs")));
        assertThat(written.values()).allSatisfy(file -> assertThat(file).isRegularFile());
        for (Element output : elements(test, "output").toList()) {
            assertHolds(output, Files.readString(written.get(output.getAttribute("name"))));
        }
    }

    private static void assertHolds(Element output, String content) {
        elements(output, "has_n_lines")
                .forEach(lines -> assertThat(content).hasLineCount(Integer.parseInt(lines.getAttribute("n"))));
        elements(output, "has_text").forEach(text -> assertThat(content).contains(text.getAttribute("text")));
    }

    private Outputs outputs() {
        return new Outputs(
                folder.resolve("result.tsv"),
                folder.resolve("findings.tsv"),
                folder.resolve("genotyping_batches.tsv"),
                folder.resolve("exclusions.txt"),
                folder.resolve("summary.txt"),
                folder.resolve("multiqc"));
    }

    @Test
    void ofATableTheToolMakesWhatTheCommandMakes() throws Exception {
        run(0);
        outputs()
                .assertAre(Outputs.ofTheCommand(
                        folder, Stream.of(EXAMPLES.resolve("sample.tsv")), "--n-simulations", "1000"));
    }

    @Test
    void filesAreOfTheGenotypingBatchesThatTheDatasetsAreCalled() throws Exception {
        run(1);
        List<String> names = List.of("plates.b000.gcount", "plates.b001.gcount", "plates.b006.gcount");
        outputs()
                .assertAre(Outputs.ofTheCommand(
                        folder,
                        names.stream().map(name -> EXAMPLES.resolve("plink/" + name)),
                        "--manifest",
                        manifest(names).toString(),
                        "--annotation",
                        EXAMPLES.resolve("plink/plates.b000.gcount").toString(),
                        "--exclusions-format",
                        "plink-zero-cluster",
                        "--adaptive",
                        "--max-simulations",
                        "10000"));
    }

    private Path manifest(List<String> names) throws IOException {
        return Files.writeString(
                folder.resolve("names.tsv"),
                names.stream()
                        .map(name -> name + "\t" + name)
                        .collect(Collectors.joining("\n", "file\tbatch_name\n", "\n")));
    }
}
