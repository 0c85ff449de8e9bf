package org.genoqc.homogeneity.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe's build script, run on the release archive, and then the commands by which the recipe tests the package. */
class BiocondaRecipeIT {

    @TempDir
    private static Path folder;

    private static InstalledCommand command;

    @BeforeAll
    static void install() throws Exception {
        command = InstalledCommand.into(folder);
    }

    @Test
    void whatItInstallsPassesItsOwnTests() throws Exception {
        List<?> tests = (List<?>) IntegrationFiles.recipe("test").get("commands");
        assertThat(tests).hasSizeGreaterThan(2);
        Path work = Files.createDirectory(folder.resolve("work"));
        for (Object test : tests) {
            command.run(work, (String) test);
        }
    }

    @Test
    void theFilesOfTheLicenceAreInTheArchive() throws Exception {
        Map<?, ?> about = IntegrationFiles.recipe("about");
        assertThat((List<?>) about.get("license_file"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(folder.resolve("source").resolve((String) file))
                        .isNotEmptyFile());
    }
}
