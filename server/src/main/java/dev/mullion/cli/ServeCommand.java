package dev.mullion.cli;

import dev.mullion.settings.Reading;
import dev.mullion.settings.Settings;
import dev.mullion.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = "Runs the server with the settings of the environment; see docs/settings.md.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements LocalCommand {

    @Option(names = "--port", description = "instead of MULLION_PORT")
    private @Nullable Integer port;

    @Option(names = "--data", description = "instead of MULLION_DATA")
    private @Nullable Path data;

    @Override
    public ExitCode run(Console console) {
        return switch (new SettingsReader(System.getenv()).read(new SettingsReader.Overrides(port, data), false)) {
            case Reading.Unusable unusable -> Problems.list(console, unusable.problems());
            case Reading.Usable usable -> serve(console, usable.settings());
        };
    }

    private static ExitCode serve(Console console, Settings settings) {
        Installation installation = Installation.start(Installation.application, settings, Clock.systemUTC());
        Shutdown.onSignal(installation::close);
        FirstLink.print(console, installation);
        FirstLink.remindOfKit(console, installation);
        console.out().println("ready " + installation.settings().publicUrl());
        console.flush();
        installation.keepChecking();
        Shutdown.forever();
        return ExitCode.OK;
    }
}
