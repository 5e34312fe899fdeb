package dev.mullion.cli;

import dev.mullion.checks.Check;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeyStore;
import dev.mullion.postgres.FolderState;
import dev.mullion.settings.Problem;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.DatabaseAccess;
import dev.mullion.tenancy.DatabaseLayers;
import dev.mullion.tenancy.DatabaseSetupFailed;
import dev.mullion.tenancy.DatabaseTransport;
import dev.mullion.tenancy.Migrations;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.api.FlywayException;

/**
 * Looks at the database for {@code doctor}: whether it is there, current, and has every layer of isolation; and whether
 * the servers that are in it share this key store.
 */
record DatabaseExam(Console console, KeyStore store, List<Problem> problems) {

    /**
     * One of the operator's own.
     *
     * @return whether it has every layer; what is worse than missing is a problem
     */
    boolean outside(Settings.OutsideDatabase database) {
        var words = new Words(
                "MULLION_DATABASE_URL",
                "run bin/mullion database migrate",
                "run bin/mullion database init and database migrate; check MULLION_DATABASE_PASSWORD_FILE",
                "run bin/mullion database init again; see docs/isolation.md");
        return current(OutsideAccess.unchecked(database), words);
    }

    /**
     * The embedded one, as it is: nothing is started or written.
     *
     * @return whether it has every layer, or has none to look at because it does not run
     */
    boolean embedded(Path folder, KeyRing keys) {
        try {
            return switch (FolderState.of(folder)) {
                case FolderState.Empty _ -> tell("embedded database: the first start makes it");
                case FolderState.Stopped _ ->
                    tell("embedded database: not running; ask again while the server runs to look inside");
                case FolderState.OtherVersion other ->
                    fault(
                            "holds a database of PostgreSQL " + other.found() + ", and this version brings "
                                    + other.expected(),
                            "start the Mullion that wrote it and move the data over, or choose another folder");
                case FolderState.Running running ->
                    current(
                            Installation.embeddedAccess(running, keys),
                            new Words(
                                    "MULLION_DATA",
                                    "restart the server: it brings its own database up to date",
                                    "use the master key that the folder was made with",
                                    "stop the server and tell whoever looks after Mullion; see docs/isolation.md"));
            };
        } catch (UncheckedIOException e) {
            return fault(String.valueOf(e.getMessage()), "nothing was changed");
        }
    }

    /** What helps, of one kind of database. */
    private record Words(String setting, String migrate, String open, String repair) {}

    private boolean current(DatabaseAccess access, Words words) {
        try {
            int pending = new Migrations(access.url(), access.app(), Installation.MODULES).pending();
            if (pending == 0) {
                tell("database");
                new KeyStoreExam(access, store).problem().ifPresent(problems::add);
                boolean layered = layers(DatabaseLayers.of(access).run(), words);
                boolean guarded = layers(new DatabaseTransport(access).run(), words);
                return layered && guarded;
            }
            problems.add(new Problem(words.setting(), pending + " migrations are missing", words.migrate()));
        } catch (FlywayException | DatabaseSetupFailed e) {
            problems.add(
                    new Problem(words.setting(), "the app role cannot sign in or the schema is missing", words.open()));
        }
        return false;
    }

    private boolean layers(List<Check> checks, Words words) {
        checks.stream()
                .filter(check -> check.outcome() == Check.Outcome.FAILED)
                .map(check -> new Problem(
                        words.setting(),
                        "a layer of isolation is broken, " + check.name() + ": " + check.detail(),
                        words.repair()))
                .forEach(problems::add);
        List<Check> missing = checks.stream()
                .filter(check -> check.outcome() == Check.Outcome.PARTIAL)
                .toList();
        missing.forEach(check -> console.out().println("partial  " + check.name() + ": " + check.detail()));
        return missing.isEmpty();
    }

    private boolean tell(String fact) {
        console.out().println("ok       " + fact);
        return true;
    }

    private boolean fault(String what, String remedy) {
        problems.add(new Problem("MULLION_DATA", what, remedy));
        return false;
    }
}
