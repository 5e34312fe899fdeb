package dev.mullion.settings;

import dev.mullion.keys.KmsKey;
import dev.mullion.settings.Settings.OutsideDatabase;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the environment into {@link Settings} and collects every problem with its remedy. */
public final class SettingsReader {

    /** 400 a second is far above what one GitHub organisation sends; a flood beyond it waits its turn. */
    private static final int HOOKS_PER_SECOND = 400;

    private static final int DEFAULT_PORT = 8080;
    private static final int LARGEST_PORT = 65_535;

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
        int port = port(overrides);
        Path data = overrides.data() != null
                ? overrides.data()
                : Path.of(text("MULLION_DATA").orElse(".mullion"));
        URI pages = pages(port);
        Settings settings = new Settings(
                port,
                pages,
                address("MULLION_HOOKS_URL", "deliveries").orElse(pages),
                data.toAbsolutePath().normalize(),
                database(),
                masterKey(data, generatesKey),
                new GithubAppReader(environment, problems).read(),
                number("MULLION_HOOKS_PER_SECOND", HOOKS_PER_SECOND, 1, 100_000),
                new FrontReader(environment, problems).read(pages, port),
                custody(data),
                new SandboxReader(environment, problems).read(),
                new XeroAppReader(environment, problems).read());
        return problems.isEmpty() ? new Reading.Usable(settings) : new Reading.Unusable(problems);
    }

    private int port(Overrides overrides) {
        Integer said = overrides.port();
        return said == null
                ? number("MULLION_PORT", DEFAULT_PORT, 0, LARGEST_PORT)
                : number("--port", said.toString(), DEFAULT_PORT, 0, LARGEST_PORT);
    }

    private URI pages(int port) {
        return address("MULLION_PUBLIC_URL", "sessions").orElse(URI.create("http://127.0.0.1:" + port));
    }

    /** An address that {@code what} may travel to; whatever is wrong with it is a problem. */
    private Optional<URI> address(String setting, String what) {
        Optional<URI> address = address(setting);
        address.filter(said -> "http".equals(said.getScheme()) && !isLoopback(said.getHost()))
                .ifPresent(said -> problem(
                        setting,
                        "plain http is only for loopback, and " + said.getHost() + " is not: " + what
                                + " would travel readable",
                        "put a proxy with TLS in front and give its https address"));
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
        return text("MULLION_DATABASE_URL")
                .map(text -> new OutsideDatabase(
                        databaseUrl(text),
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
                        pooled()));
    }

    private String databaseUrl(String text) {
        String url = text.startsWith("jdbc:") ? text : "jdbc:" + text.replaceFirst("^postgres:", "postgresql:");
        if (url.contains("@") || url.contains("password=")) {
            problem(
                    "MULLION_DATABASE_URL",
                    "user and password do not belong into the address",
                    "use MULLION_DATABASE_USER and MULLION_DATABASE_PASSWORD_FILE");
        }
        if (DatabaseUrl.isUsable(url)) {
            return DatabaseUrl.strict(url);
        }
        problem(
                "MULLION_DATABASE_URL",
                "an address like postgresql://db.example.com:5432/mullion was expected, without preferQueryMode",
                "correct it, or leave it out to use the embedded PostgreSQL");
        return url;
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
            boolean readable = isReadable(path);
            if (!readable) {
                problem(setting, "there is no readable file at " + path, "correct the path or the file's rights");
            }
            return readable;
        });
    }

    private static boolean isReadable(Path path) {
        return Files.isReadable(path) && Files.isRegularFile(path);
    }

    private Path masterKey(Path data, boolean generates) {
        Optional<String> named = text("MULLION_MASTER_KEY_FILE");
        boolean inService = text("MULLION_KMS_KEY").isPresent();
        if (inService && named.isPresent()) {
            problem(
                    "MULLION_MASTER_KEY_FILE",
                    "is named beside MULLION_KMS_KEY, and one of them wraps the keys",
                    "leave out the one that does not; bin/mullion key rotate --master changes from one to the other");
        }
        if (named.isEmpty() && !generates && !inService) {
            problem(
                    "MULLION_MASTER_KEY_FILE",
                    "is missing: every other key is wrapped by it",
                    "create one with bin/mullion key create FILE, keep a copy elsewhere, and name it here; or name a key"
                            + " of a KMS in MULLION_KMS_KEY");
        }
        if (!generates && !inService) {
            named.map(Path::of)
                    .filter(path -> !isReadable(path))
                    .ifPresent(path -> problem(
                            "MULLION_MASTER_KEY_FILE",
                            "there is no readable file at " + path,
                            "correct the path or the file's rights, or create one with bin/mullion key create "
                                    + path));
        }
        return named.map(Path::of).orElse(data.resolve("master.key")).toAbsolutePath();
    }

    private Optional<KmsKey> kmsKey() {
        return text("MULLION_KMS_KEY").flatMap(arn -> {
            try {
                return Optional.of(new KmsKey(arn));
            } catch (IllegalArgumentException e) {
                problem("MULLION_KMS_KEY", String.valueOf(e.getMessage()), "copy the key's ARN from the KMS");
                return Optional.empty();
            }
        });
    }

    private KeyCustody custody(Path data) {
        Path store = text("MULLION_KEY_STORE").map(Path::of).orElse(data.resolve("keys"));
        EnumSet<KeyCustody.Role> roles = EnumSet.noneOf(KeyCustody.Role.class);
        for (String word : text("MULLION_ROLES").orElse("web,worker").split(",", -1)) {
            switch (word.strip()) {
                case "web" -> roles.add(KeyCustody.Role.WEB);
                case "worker" -> roles.add(KeyCustody.Role.WORKER);
                default ->
                    problem(
                            "MULLION_ROLES",
                            "names a role that there is not",
                            "say web, worker or web,worker; leave it out for both");
            }
        }
        return new KeyCustody(
                store.toAbsolutePath().normalize(), roles, kmsKey(), address("MULLION_KMS_ENDPOINT", "keys"));
    }

    private int number(String setting, int otherwise, int least, int most) {
        return text(setting)
                .map(text -> number(setting, text, otherwise, least, most))
                .orElse(otherwise);
    }

    private int number(String setting, String text, int otherwise, int least, int most) {
        int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
        if (number >= least && number <= most) {
            return number;
        }
        problem(
                setting,
                "a number from " + least + " to " + most + " was expected",
                "correct it or leave it out for " + otherwise);
        return otherwise;
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
