package org.genoqc.homogeneity.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the files of the integrations say of the project, without the programs that they are for. */
class IntegrationFilesIT {

    private static final String VERSION = System.getProperty("homogeneity.version");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "snakemake/chi2_homogeneity.smk, 8",
        "nextflow/main.nf, 7",
        "galaxy/chi2_homogeneity.xml, 10",
        "bioconda/meta.yaml, 3"
    })
    void theCommandHasEveryOptionThatTheyGiveIt(String file, int atLeast) throws Exception {
        Set<String> known = new TreeSet<>();
        for (String command : List.of("test", "generate")) {
            String help = CommandProcess.run(folder, command, "--help").out().replace("[no-]", "");
            OPTION.matcher(help).results().forEach(option -> known.add(option.group()));
        }
        assertThat(options(file)).hasSizeGreaterThanOrEqualTo(atLeast).isSubsetOf(known);
    }

    /** Those in Galaxy's texts are of PLINK. */
    private static Set<String> options(String file) throws Exception {
        String text = file.endsWith(".xml")
                ? IntegrationFiles.tool()
                        .getElementsByTagName("command")
                        .item(0)
                        .getTextContent()
                : Files.readString(IntegrationFiles.FOLDER.resolve(file));
        return OPTION.matcher(text)
                .results()
                .map(option -> option.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theVersionIsThatOfTheProject() throws Exception {
        assertThat(IntegrationFiles.recipe("package"))
                .isEqualTo(Map.of("name", "chi2-homogeneity", "version", VERSION));
        assertThat(IntegrationFiles.tool().getElementsByTagName("token").item(0).getTextContent())
                .isEqualTo(VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"snakemake/environment.yaml", "nextflow/environment.yml"})
    void environmentsHaveThePackageInTheVersionOfTheProject(String file) throws Exception {
        assertThat(IntegrationFiles.yaml(file))
                .containsEntry("dependencies", List.of("bioconda::chi2-homogeneity=" + VERSION))
                .containsEntry("channels", List.of("conda-forge", "bioconda"));
    }

    @Test
    void theRecipeWantsTheJavaOfTheProject() throws Exception {
        String java = Pattern.compile("<java.version>(\\d+)</java.version>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(version -> version.group(1))
                .findFirst()
                .orElseThrow();
        assertThat(IntegrationFiles.recipe("requirements")).isEqualTo(Map.of("run", List.of("openjdk >=" + java)));
    }

    @Test
    void theModuleOfNextflowDescribesTheOutputsThatItHas() throws IOException {
        String module = Files.readString(IntegrationFiles.FOLDER.resolve("nextflow/main.nf"));
        Set<String> emitted = Pattern.compile("path\\(?\\s*\"([^\"]+)\"\\)?, emit: (\\w+)")
                .matcher(module)
                .results()
                .map(output -> output.group(2) + " " + output.group(1))
                .collect(Collectors.toSet());
        Map<?, ?> outputs =
                (Map<?, ?>) IntegrationFiles.yaml("nextflow/meta.yml").get("output");
        Set<String> described = outputs.entrySet().stream()
                .map(output -> output.getKey() + " " + lastName(output.getValue()))
                .collect(Collectors.toSet());
        assertThat(described).isEqualTo(emitted).hasSize(7);
    }

    /** The pattern of the files; what is before it in a tuple is not of the output itself. */
    private static Object lastName(Object output) {
        Object last = ((List<?>) output).getLast();
        return last instanceof List<?> tuple
                ? lastName(tuple)
                : ((Map<?, ?>) last).keySet().iterator().next();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snakemake", "nextflow", "bioconda", "galaxy"})
    void eachSaysWhatWasRunAndWhatWasNot(String integration) {
        assertThat(IntegrationFiles.FOLDER.resolve(integration).resolve("README.md"))
                .content()
                .contains("Run by `", "Not run");
    }
}
