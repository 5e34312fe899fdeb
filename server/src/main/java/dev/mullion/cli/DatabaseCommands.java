package dev.mullion.cli;

import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.settings.Reading;
import dev.mullion.settings.Settings;
import dev.mullion.settings.SettingsReader;
import dev.mullion.settings.SettingsReader.Overrides;
import dev.mullion.tenancy.DatabaseAccess;
import dev.mullion.tenancy.DatabaseSetup;
import dev.mullion.tenancy.Migrations;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "database",
        description = "A PostgreSQL of your own.",
        mixinStandardHelpOptions = true,
        subcommands = {DatabaseCommands.Init.class, DatabaseCommands.Migrate.class})
final class DatabaseCommands {

    @Command(
            name = "init",
            description = "Makes roles, schemas, rules and revokes, once, as an administrator.",
            mixinStandardHelpOptions = true)
    static final class Init implements LocalCommand {

        @Option(
                names = "--admin-url",
                paramLabel = "URL",
                description = "postgresql://ADMIN@HOST:PORT/ANY_DATABASE; the password comes from PGPASSWORD")
        private @Nullable String adminUrl;

        @Option(names = "--print", description = "print the script instead of running it")
        private boolean print;

        @Override
        public ExitCode run(Console console) {
            if (print) {
                console.out().println(DatabaseSetup.script());
                return ExitCode.OK;
            }
            if (adminUrl == null) {
                throw new CommandFailed(
                        ExitCode.USAGE, "--admin-url is missing", "give an administrator's address, or --print");
            }
            Settings.OutsideDatabase database = database(settings(console));
            AdministratorUrl administrator = AdministratorUrl.parse(adminUrl);
            administrator.createDatabase(database.url());
            List<String> missing = new DatabaseSetup(database.url(), administrator.login())
                    .run(OutsideAccess.owner(database), OutsideAccess.app(database));
            missing.forEach(layer -> console.err().println("not allowed by this service: " + layer));
            console.out()
                    .println(missing.isEmpty() ? "ready for bin/mullion database migrate" : "partly ready: see above");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "migrate",
            description = "Brings the schema to this version, as its owner.",
            mixinStandardHelpOptions = true)
    static final class Migrate implements LocalCommand {

        @Override
        public ExitCode run(Console console) {
            Settings settings = settings(console);
            Settings.OutsideDatabase database = database(settings);
            DatabaseAccess.Login owner = OutsideAccess.owner(database);
            Migrations migrations = new Migrations(database.url(), owner, Installation.MODULES);
            KeyRing keys = InstallationKeys.of(settings, Clock.systemUTC())
                    .toMigrate(migrations.isNew(), database.url(), owner);
            int ran = migrations.run(keys.installation(KeyLabel.DATABASE_CONTEXT));
            console.out().println(ran + " migrations ran");
            return ExitCode.OK;
        }
    }

    private static Settings settings(Console console) {
        return switch (new SettingsReader(System.getenv()).read(Overrides.none(), false)) {
            case Reading.Usable usable -> usable.settings();
            case Reading.Unusable unusable -> {
                Problems.list(console, unusable.problems());
                throw new CommandFailed(ExitCode.FAILURE, "nothing was done", "correct the settings above");
            }
        };
    }

    private static Settings.OutsideDatabase database(Settings settings) {
        return settings.database()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "MULLION_DATABASE_URL is missing: the embedded database sets itself up",
                        "name the database that is to be set up, for example postgresql://127.0.0.1:5432/mullion"));
    }
}
