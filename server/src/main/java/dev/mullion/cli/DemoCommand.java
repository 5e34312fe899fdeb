package dev.mullion.cli;

import dev.mullion.demo.Demo;
import dev.mullion.demo.Stage;
import dev.mullion.identity.OneTimeLink;
import dev.mullion.keys.MasterKey;
import dev.mullion.settings.Reading;
import dev.mullion.settings.Settings;
import dev.mullion.settings.SettingsReader;
import java.lang.management.ManagementFactory;
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

    /** A user was promised an answer within 30 s of starting; what start-up leaves of it is waited for history. */
    private static final Duration PROMISE = Duration.ofSeconds(28);

    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(3);

    /** The sample company's whole past is sent in a minute or two, far faster than any vendor sends. */
    private static final String HOOKS_PER_SECOND = "20000";

    @Option(names = "--port", description = "8080 where left out")
    private @Nullable Integer port;

    @Option(names = "--data", description = "./.mullion where left out")
    private @Nullable Path data;

    @Option(names = "--once", description = "Stop again once everything is ready")
    private boolean once;

    @Override
    public ExitCode run(Console console) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("MULLION_HOOKS_PER_SECOND", HOOKS_PER_SECOND);
        return switch (new SettingsReader(environment).read(new SettingsReader.Overrides(port, data), true)) {
            case Reading.Unusable unusable -> Problems.list(console, unusable.problems());
            case Reading.Usable usable -> show(console, usable.settings());
        };
    }

    private ExitCode show(Console console, Settings settings) {
        requireOwnFolder(settings);
        Installation.requireRoom(settings);
        Clock clock = Clock.systemUTC();
        DataFolder.prepare(settings.data());
        Demo.claim(settings.data(), clock.instant());
        Path file = settings.masterKeyFile();
        if (!Files.exists(file)) {
            MasterKey.create(file);
        }
        Stage stage = Stage.begin(Path.of(System.getProperty("mullion.sandbox", "sandbox.jar")), settings);
        Shutdown.onSignal(stage::close);
        Installation installation = Installation.start(Installation.application, stage.of(settings), clock);
        Shutdown.onSignal(installation::close);
        OneTimeLink link = installation
                .context()
                .getBean(Demo.class)
                .begin(
                        stage,
                        URI.create("http://127.0.0.1:" + installation.settings().port()),
                        patience());
        console.out().println("ready " + installation.settings().publicUrl());
        console.out().println("sign in: " + link.address());
        console.flush();
        if (!once) {
            installation.keepChecking();
            Shutdown.forever();
        }
        return ExitCode.OK;
    }

    /** The sample company is never written beside a real one. */
    private static void requireOwnFolder(Settings settings) {
        if (!settings.isEmbedded()) {
            throw new CommandFailed(
                    ExitCode.CONFLICT, "the demo brings a database of its own", "unset MULLION_DATABASE_URL for it");
        }
        Path data = settings.data();
        if (Files.exists(data.resolve("postgres")) && !Demo.isIn(data)) {
            throw new CommandFailed(
                    ExitCode.CONFLICT,
                    data + " holds an installation that is not a demo's",
                    "give the demo another folder with --data");
        }
    }

    private static Duration patience() {
        Duration left = PROMISE.minusMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        return left.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : left;
    }
}
