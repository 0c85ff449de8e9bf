package org.genoqc.homogeneity.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the library that people read are compiled and run as they stand there. */
@OneAtATime
class PackageExampleTests {

    private static final String PACKAGE = "src/main/java/org/genoqc/homogeneity/library/package-info.java";

    @TempDir
    private Path directory;

    @Test
    void theExampleOfThePackageRuns() throws Exception {
        String text = Files.readString(Path.of(PACKAGE));
        String snippet =
                text.substring(text.indexOf("{@snippet :") + "{@snippet :".length(), text.indexOf("\n * }\n *\n"));
        assertRuns(snippet.lines().map(line -> line.replaceFirst("^ \\* ?", "")).collect(Collectors.joining("\n")));
    }

    private void assertRuns(String source) throws Exception {
        Path file = Files.writeString(directory.resolve("Example.java"), source);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        directory.toString(),
                        file.toString());
        assertThat(failed).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        Path result = directory.resolve("result.tsv");
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader classes = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            Method main = classes.loadClass("Example").getMethod("main", String[].class);
            main.invoke(null, (Object) new String[] {
                TestData.resource("array_like/small_probeset.tsv").toString(), result.toString()
            });
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("AX-");
        assertThat(Files.readAllLines(result)).hasSize(2001);
    }
}
