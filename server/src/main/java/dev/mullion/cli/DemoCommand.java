package dev.mullion.cli;

import dev.mullion.demo.Demo;
import dev.mullion.identity.OneTimeLink;
import dev.mullion.keys.MasterKey;
import dev.mullion.settings.Reading;
import dev.mullion.settings.Settings;
import dev.mullion.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "Everything on this machine: database, sample company, server. Needs no settings.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements LocalCommand {

    /** 30 s is what a user was promised; start-up takes some of it. */
    private static final Duration PATIENCE_FOR_HISTORY = Duration.ofSeconds(20);

    /** The sample company's whole past is sent in a minute or two, far faster than any vendor sends. */
    private static final String HOOKS_PER_SECOND = "20000";

    @Option(names = "--port", description = "8080 where left out")
    private @Nullable Integer port;

    @Option(names = "--data", description = "./.mullion where left out")
    private @Nullable Path data;

    @Override
    public ExitCode run(Console console) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("MULLION_HOOKS_PER_SECOND", HOOKS_PER_SECOND);
        return switch (new SettingsReader(environment).read(new SettingsReader.Overrides(port, data), true)) {
            case Reading.Unusable unusable -> Problems.list(console, unusable.problems());
            case Reading.Usable usable -> show(console, usable.settings());
        };
    }

    private static ExitCode show(Console console, Settings settings) {
        DataFolder.prepare(settings.data());
        Path file = settings.masterKeyFile();
        MasterKey key = Files.exists(file) ? MasterKey.read(file) : MasterKey.create(file);
        Installation installation = Installation.start(Installation.application, settings, key, Clock.systemUTC());
        Shutdown.onSignal(installation::close);
        OneTimeLink link = installation
                .context()
                .getBean(Demo.class)
                .begin(
                        Path.of(System.getProperty("mullion.sandbox", "sandbox.jar")),
                        URI.create("http://127.0.0.1:" + installation.port()),
                        PATIENCE_FOR_HISTORY);
        console.out().println("ready " + settings.publicUrl());
        console.out().println("sign in: " + link.address());
        console.flush();
        Shutdown.forever();
        return ExitCode.OK;
    }
}
