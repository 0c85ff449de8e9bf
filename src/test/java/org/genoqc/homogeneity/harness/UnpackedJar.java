package org.genoqc.homogeneity.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.genoqc.homogeneity.harness.JobClient.Form;

/**
 * The executable jar, unpacked by Spring Boot's own tool as in the image, with a class data archive for the service and
 * one for the commands, and run by a JVM that compiles quickly instead of well. It is what most tests of whole processes
 * start: a service from the packed jar takes five times the processor time until it answers. Made by the first who asks,
 * and again only when the jar is another.
 */
final class UnpackedJar {

    private static final Path SAMPLE = Path.of("examples/sample.tsv");

    /** Compiles quickly instead of well, and with a single thread for the garbage. */
    static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private UnpackedJar() {}

    /** What runs the service, to be followed by its arguments. */
    static List<String> service(List<String> jvm) {
        return Made.UNPACKED.words("service", jvm);
    }

    /** What runs a command, to be followed by its name and arguments. */
    static List<String> command(List<String> jvm) {
        return Made.UNPACKED.words("command", jvm);
    }

    /** A folder with a {@code java} that starts the unpacked jar where it is to start a command of the executable jar. */
    static Path folderOfJava() {
        return Made.JAVA;
    }

    private record Unpacked(Path folder) {

        Path archive(String name) {
            return folder.resolve(name + ".jsa");
        }

        List<String> words(String archive, List<String> jvm) {
            // without -Xlog the JVM would write of an archive that it can't use, to standard output
            return java(List.of("-XX:SharedArchiveFile=" + archive(archive), "-Xlog:disable"), jvm);
        }

        private List<String> java(List<String> sharing, List<String> jvm) {
            List<String> words = new ArrayList<>();
            words.add(CommandProcess.JAVA.toString());
            words.addAll(QUICK);
            // which the manifest of the executable jar says, and that of what it is unpacked to does not
            words.add("--enable-native-access=ALL-UNNAMED");
            words.addAll(sharing);
            words.addAll(jvm);
            words.add("-jar");
            words.add(folder.resolve(CommandProcess.jar().getFileName()).toString());
            return words;
        }

        private List<String> archiving(String archive) {
            return java(List.of("-XX:ArchiveClassesAtExit=" + archive(archive)), List.of());
        }

        private void make() throws IOException {
            run(List.of(
                    CommandProcess.JAVA.toString(),
                    "-Djarmode=tools",
                    "-jar",
                    CommandProcess.jar().toString(),
                    "extract",
                    "--force",
                    "--destination",
                    folder.toString()));
            List<String> command = archiving("command");
            command.addAll(List.of(
                    "test",
                    SAMPLE.toString(),
                    folder.resolve("result.tsv").toString(),
                    "--quiet",
                    "--n-simulations",
                    "10"));
            run(command);
            Path data = Files.createTempDirectory(folder, "data");
            try (ServiceProcess service =
                            ServiceProcess.in(data).start(archiving("service"), folder.resolve("service.log"));
                    JobClient client = service.client()) {
                client.awaitResult(client.submit(new Form().file(SAMPLE).field("n_simulations", 10)));
                service.terminate();
            }
        }

        /** What a script that says {@code java -jar ...-exec.jar} is to find. */
        private Path makeJava() throws IOException {
            Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
            Path made = Files.writeString(Files.createTempFile(folder, "java", ""), """
                #!/bin/sh
                heap=
                case ${1:-} in -Xmx*) heap=$1; shift ;; esac
                case ${1:-},${2:-} in
                  -jar,*-exec.jar) shift 2 ;;
                  *) exec '%s' $heap "$@" ;;
                esac
                exec %s "$@"
                """.formatted(
                            CommandProcess.JAVA,
                            words("command", List.of("$heap")).stream()
                                    .map(word -> word.equals("$heap") ? word : "'" + word + "'")
                                    .collect(Collectors.joining(" "))));
            assertThat(made.toFile().setExecutable(true)).isTrue();
            return Files.move(made, java, StandardCopyOption.ATOMIC_MOVE).getParent();
        }

        private void run(List<String> command) throws IOException {
            Path output = folder.resolve("output");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(Waiting.forEnd(process, () -> Files.readString(output)))
                    .as("%s: %s", command, Files.readString(output))
                    .isZero();
        }
    }

    private static final class Made {
        private static final Unpacked UNPACKED = make();
        private static final Path JAVA = makeJava();

        private static Path makeJava() {
            try {
                return UNPACKED.makeJava();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Unpacked make() {
            try {
                Path jar = CommandProcess.jar().toAbsolutePath();
                CRC32 checksum = new CRC32();
                checksum.update(Files.readAllBytes(jar));
                Unpacked unpacked =
                        new Unpacked(jar.resolveSibling("unpacked").resolve(Long.toHexString(checksum.getValue())));
                // the last of what is made
                if (!Files.exists(unpacked.archive("service"))) {
                    Files.createDirectories(unpacked.folder());
                    unpacked.make();
                }
                return unpacked;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
