package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service writes can be read by its own user alone, whatever the umask is that it is started with. */
class PrivateFilesIT {

    private static final Path SAMPLE = Path.of("examples/sample.tsv");

    @TempDir
    private Path directory;

    @BeforeAll
    static void thereArePermissions() {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "the file system knows no permissions");
    }

    private static boolean isOpen(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return !Set.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE)
                .containsAll(permissions);
    }

    private static List<Path> open(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> {
                        try {
                            return isOpen(path);
                        } catch (IOException e) {
                            // a temporary file that is gone
                            return false;
                        }
                    })
                    .toList();
        }
    }

    @Test
    void nothingThatTheServiceWritesIsOpenToOthersAndItsAuditLogIsStructuredWhereTheLogIs() throws IOException {
        Path dataDir = directory.resolve("data");
        Path uploads = dataDir.resolve("uploads");
        Path temporary = Files.createDirectory(
                directory.resolve("temporary"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path structured = temporary.resolve("ecs");
        // as an earlier version has left it
        Files.createDirectories(uploads);
        Path jobs = Files.createDirectory(dataDir.resolve("jobs"));
        Files.setPosixFilePermissions(jobs, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(dataDir, PosixFilePermissions.fromString("rwx------"));
        try (ServiceProcess service = ServiceProcess.in(dataDir)
                        .withJvm("-Djava.io.tmpdir=" + temporary)
                        .withEnvironment(Map.of(
                                "LOGGING_STRUCTURED_FORMAT_FILE", "ecs", "LOGGING_FILE_NAME", structured.toString()))
                        .start(directory.resolve("log"));
                JobClient client = service.client()) {
            String whole = client.submit(new Form().file(SAMPLE).field("n_simulations", 10));
            client.awaitResult(whole);
            for (String path :
                    List.of("/result?format=parquet", "/findings?format=parquet", "/probesets", "/report.html")) {
                assertThat(client.get("/jobs/" + whole + path).status()).isEqualTo(200);
            }
            client.get("/jobs/" + whole + "/result", "Accept-Encoding", "gzip");
            // while it runs there are parts
            String running = client.submit(new Form().file(SAMPLE).field("n_simulations", 100_000_000));
            Waiting.until(
                    () -> running,
                    () -> client.job(running).path("state").asString().equals("RUNNING"));
            assertThat(open(dataDir)).isEmpty();
            assertThat(open(temporary)).isEmpty();
            assertThat(dataDir.resolve("database")).isNotEmptyDirectory();
            assertThat(temporary).isNotEmptyDirectory();
            client.delete("/jobs/" + running);
            client.awaitEnd(running);
            Waiting.until(service::log, () -> events(structured, whole).size() >= 2);
            assertStructured(events(structured, whole), whole);
        }
    }

    /** The same as the text of the audit log says. */
    private static void assertStructured(List<JsonNode> events, String id) {
        JsonNode submitted = events.getFirst();
        assertThat(submitted.at("/event/action").asString())
                .as(submitted::toString)
                .isEqualTo("submit");
        assertThat(submitted.at("/event/outcome").asString()).isEqualTo("success");
        assertThat(submitted.at("/user/name").asString()).isEqualTo("anonymous");
        assertThat(submitted.at("/source/ip").asString()).isEqualTo("127.0.0.1");
        assertThat(submitted.at("/http/response/status_code").asInt()).isEqualTo(202);
        assertThat(submitted.at("/job_id").asString()).isEqualTo(id);
        assertThat(events.get(1).at("/event/action").asString()).isEqualTo("read_result");
    }

    /** They are for those who asked for them. */
    @Test
    void resultsOfACommandHaveThePermissionsThatItsUserGivesToFiles() throws IOException {
        Path plain = Files.createFile(directory.resolve("plain"));
        Path result = directory.resolve("result.tsv");
        CommandProcess.Ended ended =
                CommandProcess.run(directory, "test", SAMPLE, result, "--quiet", "--n-simulations", 10);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(Files.getPosixFilePermissions(result)).isEqualTo(Files.getPosixFilePermissions(plain));
        assertThat(open(directory.resolve("temporary")).stream().filter(Files::isRegularFile))
                .isEmpty();
    }

    /** What was audited of a job. */
    private static List<JsonNode> events(Path structured, String id) throws IOException {
        JsonMapper json = new JsonMapper();
        try (Stream<String> lines = Files.lines(structured)) {
            return lines.map(json::readTree)
                    .filter(line -> line.at("/log/logger").asString().equals("audit"))
                    .filter(line -> line.at("/job_id").asString().equals(id))
                    .toList();
        }
    }
}
