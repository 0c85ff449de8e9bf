package org.genoqc.homogeneity.job.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.genoqc.homogeneity.HomogeneityApplication;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is removed at a start, and what is said where a start would do harm. */
@OneAtATime
@ExtendWith(OutputCaptureExtension.class)
class StartTests {

    @TempDir
    private Path home;

    private ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(HomogeneityApplication.class)
                .run(Stream.concat(
                                Stream.of("--server.port=0", "--homogeneity.data-dir=" + data()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private Path data() {
        return home.resolve("data").toAbsolutePath();
    }

    private static JobClient client(ConfigurableApplicationContext service) {
        return new JobClient(
                ((WebServerApplicationContext) service).getWebServer().getPort());
    }

    private static String completed(ConfigurableApplicationContext service) {
        try (JobClient client = client(service)) {
            String id = client.submit(new Form()
                    .file(TestData.resource("malformed/clean/base.tsv"))
                    .field("n_simulations", 20));
            client.awaitResult(id);
            return id;
        }
    }

    private static Path aged(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
        Files.setLastModifiedTime(file, old);
        Files.setLastModifiedTime(file.getParent(), old);
        return file;
    }

    private static void awaitGone(Path... files) {
        Waiting.until(
                () -> Stream.of(files).filter(Files::exists).toList(),
                () -> Stream.of(files).noneMatch(Files::exists));
    }

    @Test
    void endedJobsAndOrphansAreRemoved() throws Exception {
        String id;
        try (ConfigurableApplicationContext service = start()) {
            id = completed(service);
        }
        Path upload = aged(data().resolve("uploads/upload_killed_00000001.tmp"));
        Path staged =
                aged(data().resolve("uploads/" + UUID.randomUUID() + "/input")).getParent();
        Path orphan =
                aged(data().resolve("jobs/" + UUID.randomUUID() + "/input")).getParent();
        Path part = aged(data().resolve("jobs/" + id + "/parts-0007"));
        Path young = Files.writeString(data().resolve("uploads/upload_alive_00000001.tmp"), "x");
        try (ConfigurableApplicationContext service = start();
                JobClient client = client(service)) {
            awaitGone(upload, staged, orphan, part);
            assertThat(young).exists();
            assertThat(client.awaitResult(id).text()).startsWith("probeset_id\t");
        }
        try (ConfigurableApplicationContext service = start("--homogeneity.jobs.retention=0s");
                JobClient client = client(service)) {
            awaitGone(data().resolve("jobs/" + id));
            assertThat(client.get("/jobs/" + id).status()).isEqualTo(404);
        }
    }

    private void isRefused(CapturedOutput output, String... words) {
        isRefused(output, new String[0], words);
    }

    private void isRefused(CapturedOutput output, String[] arguments, String... words) {
        int before = output.length();
        assertThatThrownBy(() -> start(arguments)).isInstanceOf(Exception.class);
        assertThat(output.subSequence(before, output.length()).toString())
                .contains("APPLICATION FAILED TO START")
                .contains(words)
                .doesNotContain("\tat org.");
    }

    /** A lock of this process is to the database like that of another; {@code LimitsIT} has that a service holds one. */
    @Test
    void aDatabaseThatAnotherProcessUsesIsNamed(CapturedOutput output) throws IOException {
        Path database = Files.createDirectories(data().resolve("database")).resolve("homogeneity.mv.db");
        try (FileChannel file = FileChannel.open(database, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            // it need not wait long for the other to be gone
            isRefused(
                    output,
                    new String[] {"--spring.datasource.hikari.initialization-fail-timeout=1"},
                    "in use by another process",
                    "use PostgreSQL");
        }
    }

    @Test
    void aServiceWithoutAuthenticationDoesNotListenToOthersUnlessThatIsSaid(CapturedOutput output) {
        isRefused(
                output,
                new String[] {"--server.address=0.0.0.0"},
                "would listen on 0.0.0.0 (server.address)",
                "homogeneity.security.allow-anonymous=true");
        isRefused(output, new String[] {"--server.address="}, "would listen on every address (server.address)");
        isRefused(
                output,
                new String[] {"--management.server.port=1"},
                "would listen on every address (management.server.address)",
                "management.server.address=127.0.0.1");
        try (ConfigurableApplicationContext service =
                        start("--server.address=0.0.0.0", "--homogeneity.security.allow-anonymous=true");
                JobClient client = client(service)) {
            assertThat(client.get("/jobs").status()).isEqualTo(200);
        }
    }

    @Test
    void keysAndIssuersThatCantBeUsedAreNamed(CapturedOutput output) throws IOException {
        Path keys = Files.writeString(home.resolve("keys"), "# of the lab\nanna operator\n");
        isRefused(
                output,
                new String[] {"--homogeneity.security.mode=api-key", "--homogeneity.security.keys-file=" + keys},
                keys + ", line 2: a key has five fields",
                "chi2-homogeneity key create");
        isRefused(
                output,
                new String[] {"--homogeneity.security.mode=oauth2"},
                "homogeneity.security.mode=oauth2 without homogeneity.security.oauth2.issuer-uri",
                "homogeneity.security.oauth2.audience");
    }

    @Test
    void aNumberOutOfRangeIsNamed(CapturedOutput output) {
        isRefused(
                output,
                new String[] {"--homogeneity.executor.workers=0"},
                "homogeneity.executor.workers",
                "Value: \"0\"",
                "must be greater than or equal to 1");
    }

    @Test
    void aSizeThatIsNoneIsNamed(CapturedOutput output) {
        isRefused(
                output,
                new String[] {"--homogeneity.max-upload-size=lots"},
                "homogeneity.max-upload-size",
                "lots",
                "does not match data size pattern");
    }

    @Test
    void aDataDirectoryOfAnotherDatabaseIsRefused(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext service = start()) {
            completed(service);
        }
        Path id = data().resolve("installation");
        String right = Files.readString(id);
        Files.writeString(id, UUID.randomUUID() + "\n");
        isRefused(output, "does not belong to the database", "same backup");
        Files.delete(id);
        isRefused(output, "does not belong to the database", "mounted");
        Files.writeString(id, right);
        start().close();
    }

    @Test
    void aDataDirectoryThatIsNoneIsRefused(CapturedOutput output) throws Exception {
        Files.writeString(data(), "a file");
        isRefused(output, data() + "/jobs can't be written to", "homogeneity.data-dir must name a directory");
    }

    @Test
    void aNewDatabaseDoesNotTakeOverADataDirectoryWithJobs(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext service = start()) {
            completed(service);
        }
        Files.delete(data().resolve("database/homogeneity.mv.db"));
        isRefused(output, "does not belong to the database");
        isRefused(output, "does not belong to the database");
    }

    @Test
    void aSchemaThatIsTooNewIsRefused(CapturedOutput output) {
        try (ConfigurableApplicationContext service = start()) {
            service.getBean(JdbcClient.class).sql("""
                insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script",
                    "checksum", "installed_by", "execution_time", "success")
                values (99, '99', 'of the future', 'SQL', 'V99__of_the_future.sql', 1, 'sa', 1, true)
                """).update();
        }
        isRefused(output, "version 99 of the schema", "or a newer one");
    }

    @Test
    void aSchemaThatIsNotOursIsRefused(CapturedOutput output) {
        try (ConfigurableApplicationContext service = start()) {
            service.getBean(JdbcClient.class)
                    .sql("drop table \"flyway_schema_history\"")
                    .update();
        }
        isRefused(output, "can't be brought up to date", "must be empty or one that an earlier version");
    }
}
