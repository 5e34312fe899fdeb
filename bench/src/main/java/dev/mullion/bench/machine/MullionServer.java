package dev.mullion.bench.machine;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.settings.Reading;
import dev.mullion.settings.Settings;
import dev.mullion.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Mullion as its users run it: {@code bin/mullion}, with settings in the environment, against an outside PostgreSQL.
 */
public final class MullionServer {

    public static final String DATABASE = "mullion";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Workbench bench;
    private final Map<String, String> environment = new HashMap<>();
    private final int port = Workbench.freePort();

    private MullionServer(Workbench bench) {
        this.bench = bench;
    }

    /** Makes a key, and sets the database up and migrates it: {@code database init}, {@code database migrate}. */
    public static MullionServer prepare(Workbench bench, Database database) {
        MullionServer mullion = new MullionServer(bench);
        mullion.environment.put("MULLION_DATA", bench.folder().resolve("data").toString());
        mullion.environment.put("MULLION_PORT", Integer.toString(mullion.port));
        mullion.environment.put("MULLION_DATABASE_URL", "postgresql://127.0.0.1:" + database.port() + "/" + DATABASE);
        mullion.environment.put(
                "MULLION_DATABASE_PASSWORD_FILE", secret(bench.folder().resolve("app.password")));
        mullion.environment.put(
                "MULLION_DATABASE_OWNER_PASSWORD_FILE", secret(bench.folder().resolve("owner.password")));
        mullion.environment.put("MULLION_MASTER_KEY_FILE", mullion.masterKey().toString());
        mullion.environment.put("MULLION_HOOKS_PER_SECOND", "100000");
        mullion.environment.put("PGPASSWORD", database.password());
        mullion.command("key", "create", mullion.masterKey().toString());
        mullion.command(
                "database",
                "init",
                "--admin-url",
                "postgresql://" + database.administrator() + "@127.0.0.1:" + database.port() + "/postgres");
        mullion.command("database", "migrate");
        return mullion;
    }

    private Path masterKey() {
        return bench.folder().resolve("master.key");
    }

    /** What {@code serve} would run with. */
    public Settings settings() {
        return switch (new SettingsReader(environment).read(SettingsReader.Overrides.none(), false)) {
            case Reading.Usable usable -> usable.settings();
            case Reading.Unusable unusable ->
                throw new BenchmarkFailed("the server's settings are not usable: " + unusable.problems());
        };
    }

    /** The password of {@code mullion_app}. */
    public String appPassword() {
        return read(Path.of(environment.getOrDefault("MULLION_DATABASE_PASSWORD_FILE", "")));
    }

    public int port() {
        return port;
    }

    public Path data() {
        return bench.folder().resolve("data");
    }

    /**
     * Starts {@code serve} and returns at once.
     *
     * @param javaOptions taken by the JVM ahead of the launcher's own; empty for none
     */
    public Child start(String javaOptions) {
        ProcessBuilder command = launcher(List.of("serve"));
        if (!javaOptions.isEmpty()) {
            command.environment().put("JDK_JAVA_OPTIONS", javaOptions);
        }
        return bench.start("mullion", command);
    }

    public Child serve() {
        Child server = start("");
        server.awaitReady(PATIENCE);
        return server;
    }

    /** A workspace with a webhook endpoint of its own, in the server that runs. */
    public Hook addHook(String slug) {
        OperatorSocket operator = new OperatorSocket(data());
        operator.command(List.of("workspace", "create", slug));
        JsonNode shown = new JsonMapper()
                .readTree(operator.command(
                        List.of("connection", "add", "github", "--workspace", slug, "--webhook", "--json")));
        return new Hook(
                URI.create(shown.path("url").asString("")).getPath(),
                shown.path("secret").asString(""));
    }

    /** Where deliveries of one workspace go, and what signs them. Made for one run, gone with it. */
    public record Hook(String path, String secret) {
        @Override
        public String toString() {
            return path;
        }
    }

    /** Runs a command to its end and returns its standard output. */
    public String command(String... words) {
        return Shell.output(launcher(List.of(words)));
    }

    /** The same, with something on its standard input. */
    public String commandReading(String input, String... words) {
        return Shell.output(launcher(List.of(words)), input);
    }

    /** A setting of everything that is started from now on. */
    public void set(String name, String value) {
        environment.put(name, value);
    }

    private ProcessBuilder launcher(List<String> words) {
        List<String> line = new ArrayList<>();
        line.add(bench.root().resolve("bin/mullion").toString());
        line.addAll(words);
        ProcessBuilder command =
                new ProcessBuilder(line).directory(bench.folder().toFile());
        command.environment().putAll(environment);
        return command;
    }

    private static String secret(Path file) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, UUID.randomUUID().toString());
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("a password file cannot be written in " + file.getParent(), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the password file " + file + " cannot be read", e);
        }
    }
}
