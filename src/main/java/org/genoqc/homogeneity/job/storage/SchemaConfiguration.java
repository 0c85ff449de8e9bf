package org.genoqc.homogeneity.job.storage;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings the database's schema up to date; forward only. */
@Configuration(proxyBeanMethods = false)
class SchemaConfiguration {

    /** A schema that this program is too old for would be written to wrongly. */
    static final class SchemaTooNewException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SchemaTooNewException(MigrationInfo newest) {
            super("the database has version " + newest.getVersion() + " of the schema (" + newest.getDescription()
                    + "), which this program does not know");
        }
    }

    @Bean
    FlywayMigrationStrategy forwardOnly() {
        return SchemaConfiguration::migrate;
    }

    private static void migrate(Flyway flyway) {
        for (MigrationInfo applied : flyway.info().applied()) {
            if (applied.getState() == MigrationState.FUTURE_SUCCESS
                    || applied.getState() == MigrationState.FUTURE_FAILED) {
                throw new SchemaTooNewException(applied);
            }
        }
        flyway.migrate();
    }
}
