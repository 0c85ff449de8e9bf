package org.genoqc.homogeneity.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.genoqc.homogeneity.harness.CommandProcess.Ended;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The release archive, unpacked as its users do. */
class ReleaseArchiveIT {

    private static final Path ARCHIVE =
            Path.of(CommandProcess.jar().toString().replace("-exec.jar", "-release.tar.gz"));

    @TempDir
    private static Path folder;

    private static Path release;

    @BeforeAll
    static void unpack() throws Exception {
        assertThat(run("tar", "-xzf", ARCHIVE.toString(), "-C", folder.toString())
                        .exitCode())
                .isZero();
        release = folder.resolve(ARCHIVE.getFileName().toString().replace("-release.tar.gz", ""));
    }

    private static Ended run(String... command) throws IOException {
        return CommandProcess.startAny(folder, null, List.of(command)).await();
    }

    private static List<String> bundledJars() throws IOException {
        try (ZipFile jar = new ZipFile(CommandProcess.jar().toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.matches("BOOT-INF/lib/.+"))
                    .map(name -> name.substring("BOOT-INF/lib/".length()))
                    // Spring Boot's own tools for extracting the jar, added when it is packed
                    .filter(name -> !name.startsWith("spring-boot-jarmode-tools"))
                    .toList();
        }
    }

    @Test
    void everythingIsInOneFolderNamedAfterTheVersion() throws Exception {
        String name = "chi2-homogeneity-" + System.getProperty("homogeneity.version");
        assertThat(release.getFileName()).hasToString(name);
        for (String file : List.of(
                "bin/chi2-homogeneity",
                "lib/" + name + ".jar",
                "examples/sample.tsv",
                "helm/dashboards/chi2-homogeneity.json",
                "helm/rules/chi2-homogeneity.rules.yaml",
                "integrations/snakemake/chi2_homogeneity.smk",
                "LICENSE",
                "THIRD-PARTY.txt",
                "README.md",
                "CHANGELOG.md",
                "openapi.yaml",
                "docs/operations.md")) {
            assertThat(release.resolve(file)).isNotEmptyFile();
        }
        assertThat(release.resolve("lib/" + name + ".jar"))
                .hasSameBinaryContentAs(CommandProcess.jar().resolveSibling(name + ".jar"));
        try (Stream<Path> lib = Files.list(release.resolve("lib"))) {
            assertThat(lib.map(jar -> jar.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(bundledJars().stream(), Stream.of(name + ".jar"))
                            .toList());
        }
    }

    @Test
    void nothingInItTellsWhenAndByWhomItWasPacked() throws Exception {
        List<String> listing =
                run("tar", "--utc", "-tvzf", ARCHIVE.toString()).out().lines().toList();
        assertThat(listing)
                .hasSizeGreaterThan(15)
                .allMatch(
                        line -> line.matches("(-rw-r--r--|-rwxr-xr-x|drwxr-xr-x) root/root +\\d+ 2026-11-23 00:00 .*"));
    }

    @Test
    void theBillOfMaterialsListsTheJarsInTheExecutableJarAndEChartsOfWhichOurOwnHasAFile() throws Exception {
        assumeFalse(
                "offline=true".equals(System.getProperty("homogeneity.maven")),
                "Maven is offline: there is no bill of materials");
        JsonNode bill = new JsonMapper()
                .readTree(release.resolve("sbom/application.cdx.json").toFile());
        assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(bill.path("metadata").path("component").path("name").asString())
                .isEqualTo("chi2-homogeneity");
        BiFunction<JsonNode, String, String> text =
                (component, key) -> component.path(key).asString();
        Set<String> listed = bill.path("components")
                .valueStream()
                .map(component -> text.apply(component, "name") + "-" + text.apply(component, "version") + ".jar")
                // a starter is a jar without anything in it but its dependencies, and is not packed
                .filter(jar -> !jar.startsWith("spring-boot-starter"))
                .collect(Collectors.toSet());
        assertThat(listed)
                .contains("h2-2.4.240.jar")
                .hasSizeGreaterThan(50)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(bundledJars().stream(), Stream.of("echarts-5.3.1.jar"))
                                .toList());
        assertThat(bill.path("components").valueStream()).allSatisfy(component -> {
            assertThat(component.path("purl").asString()).startsWith("pkg:maven/");
            assertThat(component.path("hashes")).isNotEmpty();
            assertThat(component.path("licenses")).isNotEmpty();
        });
    }

    @Test
    void theLicenceOfEveryBundledJarIsNamed() throws Exception {
        List<String> named = Files.readAllLines(release.resolve("THIRD-PARTY.txt"));
        assertThat(bundledJars())
                .allSatisfy(jar -> assertThat(named).anyMatch(line -> {
                    String[] coordinates = line.replaceFirst(".*\\(([^()]+:[^()]+:[^()]+) - .*", "$1")
                            .split(":");
                    return coordinates.length == 3 && jar.equals(coordinates[1] + "-" + coordinates[2] + ".jar");
                }));
        assertThat(named.stream().filter(line -> line.contains("(")))
                .allMatch(line -> Stream.of("Apache", "MIT", "BSD", "EPL").anyMatch(line::contains));
    }
}
