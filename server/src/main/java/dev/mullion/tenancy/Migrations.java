package dev.mullion.tenancy;

import dev.mullion.keys.DerivedKey;
import dev.mullion.tenancy.DatabaseAccess.Login;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Migrates the schema as its owner: one folder and one history per module, in the order of the modules' dependencies.
 */
public final class Migrations {

    private static final int KEY_VERSION = 1;

    private final String url;
    private final Login login;
    private final List<String> modules;

    /** @param login the owner to migrate; the app role is enough to ask what is pending */
    public Migrations(String url, Login login, List<String> modules) {
        this.url = url;
        this.login = login;
        this.modules = List.copyOf(modules);
    }

    /** Migrates and hands the database the key of the signed context. Returns how many migrations ran. */
    public int run(DerivedKey contextKey) {
        try {
            int migrations = modules.stream()
                    .mapToInt(module -> flyway(module).load().migrate().migrationsExecuted)
                    .sum();
            installKey(contextKey);
            return migrations;
        } catch (FlywayException e) {
            throw new DatabaseSetupFailed("a migration was refused and rolled back: " + e.getMessage(), e);
        }
    }

    /** How many migrations this version has that the database has not. */
    public int pending() {
        return modules.stream()
                .mapToInt(module -> flyway(module).load().info().pending().length)
                .sum();
    }

    /** Whether none has run: the database is not set up yet. */
    public boolean isNew() {
        return modules.stream().allMatch(module -> flyway(module).load().info().applied().length == 0);
    }

    FluentConfiguration flyway(String module) {
        return Flyway.configure()
                .dataSource(url, login.user(), login.password())
                .locations("classpath:db/migration/" + module)
                .schemas("mullion_history")
                .createSchemas(false)
                .table(module)
                // The other modules' histories make the schema "not empty"; each module still starts at its first
                // migration.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .initSql("set search_path = mullion, pg_temp")
                .loggers("slf4j");
    }

    private void installKey(DerivedKey key) {
        byte[][] pads = ContextSigner.pads(key);
        try (Connection connection = DatabaseSetup.connect(url, login);
                PreparedStatement install =
                        connection.prepareStatement("select mullion_context.install_key(?, ?, ?)")) {
            install.setInt(1, KEY_VERSION);
            install.setBytes(2, pads[0]);
            install.setBytes(3, pads[1]);
            install.execute();
        } catch (SQLException e) {
            throw new DatabaseSetupFailed(
                    "the context key could not be installed (SQLSTATE " + e.getSQLState()
                            + "); was `bin/mullion database init` run?",
                    e);
        }
    }
}
