package dev.mullion.cli;

import dev.mullion.keys.KeyRing;
import dev.mullion.keys.MasterKey;
import dev.mullion.keys.UnusableMasterKey;
import dev.mullion.settings.Problem;
import dev.mullion.settings.Reading;
import dev.mullion.settings.Settings;
import dev.mullion.settings.SettingsReader;
import dev.mullion.settings.SettingsReader.Overrides;
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

    private static ExitCode examine(Console console, Settings settings) {
        List<Problem> problems = new ArrayList<>();
        masterKey(console, settings, problems);
        folder(settings.data(), problems);
        settings.database().ifPresent(database -> database(console, database, problems));
        if (problems.isEmpty()) {
            console.out().println("ok       settings, key, folder and database are usable");
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

    private static void database(Console console, Settings.OutsideDatabase database, List<Problem> problems) {
        try {
            int pending = new Migrations(database.url(), OutsideAccess.app(database), Installation.MODULES).pending();
            if (pending > 0) {
                problems.add(new Problem(
                        "MULLION_DATABASE_URL",
                        pending + " migrations are missing",
                        "run bin/mullion database migrate"));
            } else {
                console.out().println("ok       database");
            }
        } catch (FlywayException | DatabaseSetupFailed e) {
            problems.add(new Problem(
                    "MULLION_DATABASE_URL",
                    "the app role cannot sign in or the schema is missing",
                    "run bin/mullion database init and database migrate; check MULLION_DATABASE_PASSWORD_FILE"));
        }
    }
}
