package org.genoqc.homogeneity.harness;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.testcontainers.containers.Network;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * PostgreSQL as it is deployed, in a container: one for all tests of a run, each with a database of its own. Testcontainers
 * removes it when the JVM of the tests ends.
 */
public final class PostgresContainer {

    /** The network that containers reach it by, and its name there. */
    public static final Network NETWORK = Network.SHARED;

    public static final String HOST = "database";

    private PostgresContainer() {}

    private static final class Started {
        private static final PostgreSQLContainer SERVER = new PostgreSQLContainer("postgres:17-alpine")
                .withNetwork(NETWORK)
                .withNetworkAliases(HOST);

        static {
            SERVER.start();
        }
    }

    /** A new database, as this process reaches it. */
    public record Database(String name, String url, String user, String password) {

        /** As containers of the network reach it. */
        public String urlInNetwork() {
            return "jdbc:postgresql://" + HOST + "/" + name;
        }
    }

    /** @param name in lower case */
    public static Database createDatabase(String name) {
        PostgreSQLContainer server = Started.SERVER;
        try (Connection connection =
                        DriverManager.getConnection(server.getJdbcUrl(), server.getUsername(), server.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Database(
                name,
                "jdbc:postgresql://" + server.getHost() + ":"
                        + server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/" + name,
                server.getUsername(),
                server.getPassword());
    }
}
