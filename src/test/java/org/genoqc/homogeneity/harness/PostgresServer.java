package org.genoqc.homogeneity.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A real PostgreSQL that can be restarted. */
public final class PostgresServer implements AutoCloseable {

    private final Path directory;
    private EmbeddedPostgres server;

    public PostgresServer(Path directory) throws IOException {
        this.directory = directory;
        this.server = builder(0).start();
    }

    private EmbeddedPostgres.Builder builder(int port) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port);
    }

    public String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    }

    /** What a replica is to be started with. */
    public String[] arguments() {
        return new String[] {"--spring.datasource.url=" + url(), "--spring.datasource.username=postgres"};
    }

    public void restart() throws IOException {
        int port = server.getPort();
        server.close();
        server = builder(port).start();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "");
    }

    /** Cuts all connections but the one it is done with; gives how many. */
    public int cutConnections() throws SQLException {
        return (int) queryNumber("""
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = 'postgres' and pid <> pg_backend_pid()
            """);
    }

    public long queryNumber(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Each row as the names and values of its columns. */
    public List<String> queryRows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                StringJoiner row = new StringJoiner(", ");
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getMetaData().getColumnName(column) + "=" + result.getString(column));
                }
                rows.add(row.toString());
            }
            return rows;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
