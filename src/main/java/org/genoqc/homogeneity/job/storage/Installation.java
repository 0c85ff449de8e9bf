package org.genoqc.homogeneity.job.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.genoqc.homogeneity.job.DataDirectory;
import org.genoqc.homogeneity.result.WholeFile;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Database and data directory belong together: both hold the same id. A replica that was given another directory, or
 * one that is not mounted, does not start, rather than take jobs for lost or folders for orphans.
 */
@Component
class Installation {

    private static final String FILE = "installation";

    private final JdbcClient jdbc;

    Installation(JdbcClient jdbc, JobFiles files, DataDirectory directory) throws IOException {
        this.jdbc = jdbc;
        Path file = directory.root().resolve(FILE);
        Optional<UUID> ofDatabase = ofDatabase();
        Optional<UUID> ofDirectory = ofDirectory(file);
        if (ofDatabase.isEmpty() && ofDirectory.isPresent() && !files.jobs().isEmpty()) {
            throw new WrongDataDirectoryException(directory.root());
        }
        UUID id = ofDatabase.orElseGet(() -> enter(ofDirectory.orElseGet(UUID::randomUUID)));
        if (ofDirectory.isEmpty() && (ofDatabase.isEmpty() || hasNoJobs())) {
            WholeFile.write(file, temporary -> Files.writeString(temporary, id + "\n"));
        } else if (!ofDirectory.equals(Optional.of(id))) {
            throw new WrongDataDirectoryException(directory.root());
        }
    }

    private Optional<UUID> ofDatabase() {
        return jdbc.sql("select id from installation where number = 1")
                .query(UUID.class)
                .optional();
    }

    private static Optional<UUID> ofDirectory(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(UUID.fromString(Files.readString(file).strip()))
                : Optional.empty();
    }

    private boolean hasNoJobs() {
        return jdbc.sql("select count(*) from job").query(Long.class).single() == 0;
    }

    /** Gives the id that is in the database then, which is another's if another replica was faster. */
    private UUID enter(UUID id) {
        try {
            jdbc.sql("insert into installation (number, id) values (1, :id)")
                    .param("id", id)
                    .update();
            return id;
        } catch (DuplicateKeyException e) {
            return ofDatabase().orElseThrow();
        }
    }

    /** The data directory is that of another database. */
    static final class WrongDataDirectoryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongDataDirectoryException(Path directory) {
            super("the data directory " + directory + " does not belong to the database");
        }
    }
}
