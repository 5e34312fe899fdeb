package dev.mullion.cli;

import dev.mullion.checks.Check;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.MasterKey;
import dev.mullion.keys.UnusableMasterKey;
import dev.mullion.settings.Problem;
import dev.mullion.settings.Reading;
import dev.mullion.settings.Settings;
import dev.mullion.settings.SettingsReader;
import dev.mullion.settings.SettingsReader.Overrides;
import dev.mullion.tenancy.DatabaseLayers;
import dev.mullion.tenancy.DatabaseSetupFailed;
import dev.mullion.tenancy.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        description = "Checks every setting and dependency and lists what is wrong, all at once.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements LocalCommand {

    @Override
    public ExitCode run(Console console) {
        return switch (new SettingsReader(System.getenv()).read(Overrides.none(), false)) {
            case Reading.Unusable unusable -> Problems.list(console, unusable.problems());
            case Reading.Usable usable -> examine(console, usable.settings());
        };
    }

    static ExitCode examine(Console console, Settings settings) {
        List<Problem> problems = new ArrayList<>();
        masterKey(console, settings, problems);
        folder(settings.data(), problems);
        boolean complete = settings.database()
                .map(database -> database(console, database, problems))
                .orElse(true);
        if (problems.isEmpty()) {
            console.out()
                    .println(
                            complete
                                    ? "ok       settings, key, folder and database are usable"
                                    : "partial  usable, without the layers of isolation named above");
            return ExitCode.OK;
        }
        return Problems.list(console, problems);
    }

    private static void masterKey(Console console, Settings settings, List<Problem> problems) {
        try {
            KeyRing keys = new KeyRing(MasterKey.read(settings.masterKeyFile()));
            console.out().println("ok       master key " + keys.fingerprint());
        } catch (UnusableMasterKey e) {
            problems.add(new Problem(
                    "MULLION_MASTER_KEY_FILE", String.valueOf(e.getMessage()), "nothing is overwritten meanwhile"));
        }
    }

    private static void folder(Path data, List<Problem> problems) {
        Path existing = data;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            problems.add(new Problem(
                    "MULLION_DATA", data + " cannot be written", "choose a folder of the user who runs the server"));
        }
    }

    /** Whether the database has every layer of isolation; what is worse than missing is a problem. */
    private static boolean database(Console console, Settings.OutsideDatabase database, List<Problem> problems) {
        try {
            int pending = new Migrations(database.url(), OutsideAccess.app(database), Installation.MODULES).pending();
            if (pending == 0) {
                console.out().println("ok       database");
                return layers(console, DatabaseLayers.of(OutsideAccess.unchecked(database)), problems);
            }
            problems.add(new Problem(
                    "MULLION_DATABASE_URL", pending + " migrations are missing", "run bin/mullion database migrate"));
        } catch (FlywayException | DatabaseSetupFailed e) {
            problems.add(new Problem(
                    "MULLION_DATABASE_URL",
                    "the app role cannot sign in or the schema is missing",
                    "run bin/mullion database init and database migrate; check MULLION_DATABASE_PASSWORD_FILE"));
        }
        return false;
    }

    private static boolean layers(Console console, DatabaseLayers layers, List<Problem> problems) {
        List<Check> checks = layers.run();
        checks.stream()
                .filter(check -> check.outcome() == Check.Outcome.FAILED)
                .map(check -> new Problem(
                        "MULLION_DATABASE_URL",
                        "a layer of isolation is broken, " + check.name() + ": " + check.detail(),
                        "run bin/mullion database init again; see docs/isolation.md"))
                .forEach(problems::add);
        List<Check> missing = checks.stream()
                .filter(check -> check.outcome() == Check.Outcome.PARTIAL)
                .toList();
        missing.forEach(check -> console.out().println("partial  " + check.name() + ": " + check.detail()));
        return missing.isEmpty();
    }
}
