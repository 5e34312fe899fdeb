package dev.mullion.cli;

import dev.mullion.settings.Settings.OutsideDatabase;
import dev.mullion.tenancy.DatabaseAccess;
import dev.mullion.tenancy.DatabaseAccess.Login;
import dev.mullion.tenancy.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Signs in to a PostgreSQL of the operator's own, which must have been set up and migrated before. */
final class OutsideAccess {

    private OutsideAccess() {}

    static DatabaseAccess of(OutsideDatabase database, List<String> modules) {
        Login app = app(database);
        int pending = new Migrations(database.url(), app, modules).pending();
        if (pending > 0) {
            throw new CommandFailed(
                    ExitCode.FAILURE,
                    "the database has " + pending + " migrations less than this version needs",
                    "run bin/mullion database migrate (after bin/mullion database init, once)");
        }
        return new DatabaseAccess(database.url(), app, database.pooled());
    }

    /** Without a look at what the database holds. */
    static DatabaseAccess unchecked(OutsideDatabase database) {
        return new DatabaseAccess(database.url(), app(database), database.pooled());
    }

    static Login app(OutsideDatabase database) {
        return new Login(database.user(), secret(database.passwordFile()));
    }

    static Login owner(OutsideDatabase database) {
        Path file = database.ownerPasswordFile()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "MULLION_DATABASE_OWNER_PASSWORD_FILE is missing: migrations run as mullion_owner",
                        "write a password into a file of mode 0600 and name it there"));
        return new Login("mullion_owner", secret(file));
    }

    private static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the password file " + file + " cannot be read", e);
        }
    }
}
