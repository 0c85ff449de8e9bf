package org.genoqc.homogeneity.job.storage;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.genoqc.homogeneity.job.DataDirectory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says plainly why the service can't start, and what to do, where the reason is one that an operator can fix. */
final class StartFailures implements FailureAnalyzer {

    private static final int H2_ALREADY_OPEN = 90020;

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            FailureAnalysis analysis = switch (cause) {
                case SchemaConfiguration.SchemaTooNewException e ->
                    new FailureAnalysis(
                            e.getMessage(),
                            "Start the version of the service that last used this database, or a newer one; "
                                    + "or restore a backup that was made before it was upgraded.",
                            e);
                case Installation.WrongDataDirectoryException e ->
                    new FailureAnalysis(
                            e.getMessage(),
                            "All replicas need the same data directory (homogeneity.data-dir), mounted before they"
                                + " start. After a restore, database and data directory must be of the same backup. A"
                                + " new database needs an empty data directory.",
                            e);
                case DataDirectory.UnusableException e ->
                    new FailureAnalysis(
                            e.getMessage(),
                            "homogeneity.data-dir must name a directory in which the user that runs the service may"
                                    + " write; of a container, a volume that belongs to the user of the image,"
                                    + " 10001:10001.",
                            e);
                case SQLException e
                when e.getErrorCode() == H2_ALREADY_OPEN ->
                    new FailureAnalysis(
                            "the database in the data directory is in use by another process: " + e.getMessage(),
                            "Stop the other process or choose another homogeneity.data-dir. "
                                    + "For several replicas use PostgreSQL (spring.datasource.url).",
                            e);
                case FlywayException e
                when isUnreachable(e) ->
                    new FailureAnalysis(
                            "the database can't be reached: " + e.getMessage(),
                            "Look at spring.datasource.url, username and password, and whether the database runs.",
                            e);
                case FlywayException e ->
                    new FailureAnalysis(
                            "the schema of the database can't be brought up to date: " + e.getMessage(),
                            "The database must be empty or one that an earlier version of the service made.",
                            e);
                default -> null;
            };
            if (analysis != null && !(cause instanceof FlywayException && hasBetterReason(cause))) {
                return analysis;
            }
        }
        return null;
    }

    private static boolean isUnreachable(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("28"))) {
                return true;
            }
        }
        return false;
    }

    /** Whether what it was caused by says more. */
    private static boolean hasBetterReason(Throwable e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == H2_ALREADY_OPEN) {
                return true;
            }
        }
        return false;
    }
}
