package dev.mullion.settings;

import dev.mullion.settings.Settings.OutsideDatabase;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the environment into {@link Settings} and collects every problem with its remedy. */
public final class SettingsReader {

    /** 400 a second is far above what one GitHub organisation sends; a flood beyond it waits its turn. */
    private static final int HOOKS_PER_SECOND = 400;

    private static final int SHORTEST_SECRET = 16;

    private final Map<String, String> environment;
    private final List<Problem> problems = new ArrayList<>();

    public SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What the command line says instead of the environment. */
    public record Overrides(
            @Nullable Integer port, @Nullable Path data) {
        public static Overrides none() {
            return new Overrides(null, null);
        }
    }

    /**
     * Reads everything.
     *
     * @param generatesKey whether a missing master key will be made (the demo) instead of refused
     */
    public Reading read(Overrides overrides, boolean generatesKey) {
        int port = overrides.port() != null ? overrides.port() : number("MULLION_PORT", 8080, 0, 65_535);
        Path data = overrides.data() != null
                ? overrides.data()
                : Path.of(text("MULLION_DATA").orElse(".mullion"));
        URI pages = pages(port);
        Settings settings = new Settings(
                port,
                pages,
                secure("MULLION_HOOKS_URL", address("MULLION_HOOKS_URL").orElse(pages), "deliveries"),
                data.toAbsolutePath().normalize(),
                database(),
                masterKey(data, generatesKey),
                githubApp(),
                number("MULLION_HOOKS_PER_SECOND", HOOKS_PER_SECOND, 1, 100_000));
        return problems.isEmpty() ? new Reading.Usable(settings) : new Reading.Unusable(problems);
    }

    private URI pages(int port) {
        return secure(
                "MULLION_PUBLIC_URL",
                address("MULLION_PUBLIC_URL").orElse(URI.create("http://127.0.0.1:" + port)),
                "sessions");
    }

    private URI secure(String setting, URI address, String what) {
        if ("http".equals(address.getScheme()) && !isLoopback(address.getHost())) {
            problem(
                    setting,
                    "plain http is only for loopback, and " + address.getHost() + " is not: " + what
                            + " would travel readable",
                    "put a proxy with TLS in front and give its https address");
        }
        return address;
    }

    private Optional<URI> address(String setting) {
        return text(setting).flatMap(text -> {
            try {
                URI address = URI.create(text.replaceAll("/+$", ""));
                boolean plain = address.getHost() != null
                        && address.getRawQuery() == null
                        && address.getRawUserInfo() == null
                        && String.valueOf(address.getRawPath()).isEmpty();
                if (plain && List.of("http", "https").contains(String.valueOf(address.getScheme()))) {
                    return Optional.of(address);
                }
            } catch (IllegalArgumentException _) {
                // reported below like every other address that is not one
            }
            problem(
                    setting,
                    "an address like https://mullion.example.com was expected",
                    "give scheme and host, without path or query");
            return Optional.empty();
        });
    }

    private Optional<OutsideDatabase> database() {
        return text("MULLION_DATABASE_URL").map(text -> {
            String url = text.startsWith("jdbc:") ? text : "jdbc:" + text.replaceFirst("^postgres:", "postgresql:");
            if (!url.startsWith("jdbc:postgresql://")
                    || url.toLowerCase(Locale.ROOT).contains("preferquerymode")) {
                problem(
                        "MULLION_DATABASE_URL",
                        "an address like postgresql://db.example.com:5432/mullion was expected, without preferQueryMode",
                        "correct it, or leave it out to use the embedded PostgreSQL");
            }
            if (url.contains("@") || url.contains("password=")) {
                problem(
                        "MULLION_DATABASE_URL",
                        "user and password do not belong into the address",
                        "use MULLION_DATABASE_USER and MULLION_DATABASE_PASSWORD_FILE");
            }
            return new OutsideDatabase(
                    DatabaseUrl.strict(url),
                    text("MULLION_DATABASE_USER").orElse("mullion_app"),
                    file("MULLION_DATABASE_PASSWORD_FILE").orElseGet(() -> {
                        if (text("MULLION_DATABASE_PASSWORD_FILE").isEmpty()) {
                            problem(
                                    "MULLION_DATABASE_PASSWORD_FILE",
                                    "is missing, and the app role signs in with a password",
                                    "write the password into a file of mode 0600 and name it here");
                        }
                        return Path.of("missing");
                    }),
                    file("MULLION_DATABASE_OWNER_PASSWORD_FILE"),
                    pooled());
        });
    }

    private boolean pooled() {
        String said = text("MULLION_DATABASE_POOLED").orElse("false");
        if (!said.equals("true") && !said.equals("false")) {
            problem("MULLION_DATABASE_POOLED", "is neither true nor false", "say one of the two");
        }
        return said.equals("true");
    }

    private Optional<Path> file(String setting) {
        return text(setting).map(Path::of).filter(path -> {
            boolean readable = Files.isReadable(path) && Files.isRegularFile(path);
            if (!readable) {
                problem(setting, "there is no readable file at " + path, "correct the path or the file's rights");
            }
            return readable;
        });
    }

    private Path masterKey(Path data, boolean generates) {
        Optional<String> named = text("MULLION_MASTER_KEY_FILE");
        if (text("MULLION_KMS_KEY").isPresent()) {
            problem(
                    "MULLION_KMS_KEY",
                    "this version reads its master key from a file only",
                    "use MULLION_MASTER_KEY_FILE");
        }
        if (named.isEmpty() && !generates) {
            problem(
                    "MULLION_MASTER_KEY_FILE",
                    "is missing: every other key is derived from it",
                    "create one with bin/mullion key create FILE, keep a copy elsewhere, and name it here");
        }
        return named.map(Path::of).orElse(data.resolve("master.key")).toAbsolutePath();
    }

    private Optional<GithubApp> githubApp() {
        return text("MULLION_GITHUB_WEBHOOK_SECRET").map(secret -> {
            if (secret.length() < SHORTEST_SECRET) {
                problem(
                        "MULLION_GITHUB_WEBHOOK_SECRET",
                        "has fewer than " + SHORTEST_SECRET + " characters and could be guessed",
                        "set a long random secret here and in the App's webhook settings");
            }
            return new GithubApp(secret);
        });
    }

    private int number(String setting, int otherwise, int least, int most) {
        return text(setting)
                .map(text -> {
                    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
                    if (number < least || number > most) {
                        problem(
                                setting,
                                "a number from " + least + " to " + most + " was expected",
                                "correct it or leave it out for " + otherwise);
                    }
                    return number;
                })
                .orElse(otherwise);
    }

    private Optional<String> text(String setting) {
        return Optional.ofNullable(environment.get(setting)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private void problem(String setting, String problem, String remedy) {
        problems.add(new Problem(setting, problem, remedy));
    }

    private static boolean isLoopback(String host) {
        try {
            boolean literal = host.matches("[0-9.]+|\\[.*]");
            return host.equals("localhost")
                    || (literal && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
