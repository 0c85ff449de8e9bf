package org.genoqc.homogeneity.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.genoqc.homogeneity.integrations.InstalledCommand.Outputs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script of the module as Groovy evaluates it, run in a folder into which its files are laid as Nextflow does. Nextflow
 * itself is not run: that its own words (inputs, outputs, directives) are right is not tested here.
 */
class NextflowModuleIT {

    private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();

    private static final Path MODULE = IntegrationFiles.FOLDER.resolve("nextflow/main.nf");
    private static final String SCRIPT = "    script:\n";
    private static final String STUB = "    stub:\n";

    private static InstalledCommand command;

    @TempDir
    private Path folder;

    @BeforeAll
    static void install() throws Exception {
        command = InstalledCommand.shared();
    }

    /** The memory of a task, as the module asks for it. */
    public record Memory(long bytes) {
        public long toMega() {
            return bytes >> 20;
        }
    }

    /** Those that are not known, be they called or not, are of Nextflow. */
    private static final class Words extends Binding {

        Words(Map<String, Object> known) {
            super(known);
        }

        @Override
        public boolean hasVariable(String name) {
            return true;
        }

        @Override
        public Object getVariable(String name) {
            return super.hasVariable(name) ? super.getVariable(name) : new Word(name);
        }
    }

    /** Gives what it is given, and of a closure what that gives; so {@code process} gives its script. */
    private static final class Word extends Closure<Object> {

        private static final long serialVersionUID = 1;

        private final String name;

        Word(String name) {
            super(null);
            this.name = name;
        }

        /** Found by its name, by Groovy. */
        public Object doCall(Object... arguments) {
            if (name.equals("error")) {
                throw new IllegalArgumentException(arguments[0].toString());
            }
            return arguments[0] instanceof Closure<?> closure ? closure.call() : arguments[0];
        }
    }

    /** The shell script for files at places that are relative to the folder of the task. */
    private static String script(Object counts, List<String> batches, String args) throws IOException {
        return script(counts, batches, List.of(), args);
    }

    /** @param annotation its place, or a list of none */
    private static String script(Object counts, List<String> batches, Object annotation, String args)
            throws IOException {
        String module = Files.readString(MODULE);
        // Nextflow takes one of the two sections that give a script
        return evaluate(module.substring(0, module.indexOf(STUB)) + "}\n", counts, batches, annotation, args);
    }

    private static String evaluate(String module, Object counts, List<String> batches, Object annotation, String args) {
        Map<String, Object> task = Map.of(
                "cpus",
                2,
                "memory",
                new Memory(2048L << 20),
                "process",
                "PLATES:CHI2HOMOGENEITY_TEST",
                "ext",
                Map.of("args", args, "prefix", "plates"));
        Map<String, Object> names = new HashMap<>(Map.of(
                "meta", Map.of("id", "my plates"),
                "counts", counts,
                "batches", batches,
                "annotation", annotation,
                "moduleDir", "nextflow",
                "task", task));
        return new GroovyShell(new Words(names)).evaluate(module).toString().stripIndent();
    }

    /** Lays a file where Nextflow does for {@code stageAs: 'counts*}{@code /*'}; gives its place. */
    private String stage(String folderOfIt, Path file) throws IOException {
        Path link = Files.createDirectories(folder.resolve(folderOfIt)).resolve(file.getFileName());
        Files.createSymbolicLink(link, file);
        return folder.relativize(link).toString();
    }

    private Outputs outputs() {
        return new Outputs(
                folder.resolve("plates.result.tsv"),
                folder.resolve("plates.findings.tsv"),
                folder.resolve("plates.genotyping-batches.tsv"),
                folder.resolve("plates.zero-cluster.txt"),
                folder.resolve("plates.summary.txt"),
                folder.resolve("plates_multiqc"));
    }

    @Test
    void filesOfPlinkAreTestedUnderTheirNames() throws Exception {
        List<String> staged = new ArrayList<>();
        List<Path> files = Stream.of("b000", "b001", "b006")
                .map(batch -> EXAMPLES.resolve("plink/plates." + batch + ".gcount"))
                .toList();
        for (Path file : files) {
            staged.add(stage("counts" + (staged.size() + 1), file));
        }
        String script = script(staged, List.of(), "--random-seed 7");
        assertThat(script).contains("-Xmx1638m").doesNotContain("manifest.tsv");
        command.run(folder, script);
        outputs()
                .assertAre(Outputs.ofTheCommand(
                        folder, files.stream(), "--exclusions-format", "plink-zero-cluster", "--random-seed", "7"));
        assertThat(folder.resolve("versions.yml")).hasContent("""
            "PLATES:CHI2HOMOGENEITY_TEST":
                chi2-homogeneity: %s
            """.formatted(System.getProperty("homogeneity.version")));
    }

    @Test
    void filesThatAreAllCalledTheSameAreTestedUnderTheNamesGiven() throws Exception {
        List<String> staged = List.of(
                stage("counts1", EXAMPLES.resolve("axiom/b000/Ps.performance.txt")),
                stage("counts2", EXAMPLES.resolve("axiom/b001/Ps.performance.txt")));
        command.run(folder, script(staged, List.of("plate $1's", "b \\n001"), "--n-simulations 200"));
        assertThat(Files.readAllLines(outputs().reportCard()).stream()
                        .skip(1)
                        .map(row -> row.substring(0, row.indexOf('\t'))))
                .containsExactlyInAnyOrder("plate $1's", "b \\n001");
    }

    @Test
    void ofASingleFileNextflowMakesNoListAndAnAnnotationIsGivenToTheCommand() throws Exception {
        Path array = Files.writeString(
                folder.resolve("Axiom array's.csv"), "probeset_id,chromosome,snp_id\nAX-10000000,X,rs1\n");
        Path table = EXAMPLES.resolve("sample.tsv");
        command.run(
                folder,
                script(Path.of(stage("counts", table)), List.of(), stage("annotation", array), "--n-simulations 200"));
        assertThat(outputs().result()).content().contains("\tX\tNaN\trs1\n");
        outputs()
                .assertAre(Outputs.ofTheCommand(
                        folder,
                        Stream.of(table),
                        "--exclusions-format",
                        "plink-zero-cluster",
                        "--n-simulations",
                        "200",
                        "--annotation",
                        array.toString()));
    }

    @Test
    void theStubMakesEveryFileThatTheScriptMakes() throws Exception {
        String module = Files.readString(MODULE);
        String withoutScript = module.substring(0, module.indexOf(SCRIPT)) + module.substring(module.indexOf(STUB));
        command.run(folder, evaluate(withoutScript, "", List.of(), List.of(), ""));
        assertThat(outputs().tables()).allSatisfy(file -> assertThat(file).isEmptyFile());
        assertThat(outputs().summary()).isEmptyFile();
        assertThat(folder.resolve("versions.yml")).isNotEmptyFile();
    }

    @Test
    void filesOfAxiomsSoftwareWithoutNamesAreRefused() {
        List<String> staged = List.of("counts1/Ps.performance.txt", "counts2/Ps.performance.txt");
        assertThatThrownBy(() -> script(staged, List.of(), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("my plates: files called Ps.performance.txt need the names of their genotyping batches");
        assertThatThrownBy(() -> script(staged, List.of("b001"), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("my plates: 2 files of counts, but 1 names of genotyping batches");
    }
}
