package dev.mullion.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what the operator says of the GitHub App; whatever is wrong with it joins the other problems. */
final class GithubAppReader {

    private static final String SECRET = "MULLION_GITHUB_WEBHOOK_SECRET";
    private static final String ID = "MULLION_GITHUB_APP_ID";
    private static final String KEY = "MULLION_GITHUB_APP_KEY_FILE";
    private static final String SLUG = "MULLION_GITHUB_APP_SLUG";
    private static final String CLIENT = "MULLION_GITHUB_CLIENT_ID";
    private static final String CLIENT_SECRET = "MULLION_GITHUB_CLIENT_SECRET_FILE";
    private static final List<String> OF_CLIENT = List.of(SLUG, CLIENT, CLIENT_SECRET);
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Map<String, String> environment;
    private final List<Problem> problems;

    GithubAppReader(Map<String, String> environment, List<Problem> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    Optional<GithubApp> read() {
        WebhookSecret secret = WebhookSecret.read(environment, SECRET, problems);
        Optional<GithubApp.Identity> identity = identity();
        Optional<GithubApp.Client> client = client(identity.isPresent());
        if (secret.now().isEmpty() && (text(ID).isPresent() || text(KEY).isPresent())) {
            problem(
                    SECRET,
                    "is missing beside the App's identity: without its events nobody tells when an installation ends",
                    "set the secret of the App's webhook settings");
        }
        return secret.isEmpty() ? Optional.empty() : Optional.of(new GithubApp(secret, identity, client));
    }

    private Optional<GithubApp.Client> client(boolean hasIdentity) {
        long said = OF_CLIENT.stream().filter(one -> text(one).isPresent()).count();
        if (said == 0) {
            return Optional.empty();
        }
        OF_CLIENT.stream()
                .filter(one -> text(one).isEmpty())
                .forEach(one -> problem(
                        one,
                        "is missing, and people are sent to GitHub with the App's slug, client id and client secret",
                        "all three are on the App's settings page at GitHub; leave out all of them and nobody installs"
                                + " the App from here"));
        if (!hasIdentity) {
            problem(
                    ID,
                    "is missing, and who owns an installation is judged with the App's own signature",
                    "set it and " + KEY + ", or leave out " + String.join(", ", OF_CLIENT));
        }
        text(SLUG)
                .filter(slug -> !slug.matches("[a-z0-9][a-z0-9-]{0,99}"))
                .ifPresent(_ -> problem(
                        SLUG, "the App's name in its address was expected", "copy what follows github.com/apps/"));
        text(CLIENT)
                .filter(id -> !id.matches("[A-Za-z0-9._-]{4,100}"))
                .ifPresent(_ -> problem(CLIENT, "the App's client id was expected", "copy it, not the App's number"));
        text(CLIENT_SECRET).map(Path::of).ifPresent(file -> requirePrivate(CLIENT_SECRET, file));
        return said < OF_CLIENT.size()
                ? Optional.empty()
                : text(SLUG)
                        .flatMap(slug -> text(CLIENT)
                                .flatMap(id -> text(CLIENT_SECRET)
                                        .map(file -> new GithubApp.Client(
                                                slug,
                                                id,
                                                new OwnSecret.InFile(
                                                        Path.of(file).toAbsolutePath())))));
    }

    private Optional<GithubApp.Identity> identity() {
        Optional<String> id = text(ID);
        Optional<String> key = text(KEY);
        if (id.isPresent() != key.isPresent()) {
            problem(
                    id.isPresent() ? KEY : ID,
                    "is missing, and the App signs in with both its id and its private key",
                    "both are on the App's settings page at GitHub; leave out both to take deliveries alone");
        }
        id.filter(said -> !said.matches("[1-9][0-9]{0,14}"))
                .ifPresent(_ -> problem(ID, "a number above 0 was expected", "copy the App's id, not its client id"));
        key.map(Path::of).ifPresent(file -> requirePrivate(KEY, file));
        return id.filter(said -> said.matches("[1-9][0-9]{0,14}"))
                .flatMap(said -> key.map(file -> new GithubApp.Identity(
                        Long.parseLong(said), new OwnSecret.InFile(Path.of(file).toAbsolutePath()))));
    }

    private void requirePrivate(String setting, Path file) {
        try {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                problem(setting, "there is no readable file at " + file, "correct the path or the file's rights");
            } else if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                problem(setting, "others may read " + file, "chmod 600 it");
            }
        } catch (IOException e) {
            problem(setting, "the rights of " + file + " cannot be read", "put it on a file system that has them");
        }
    }

    private Optional<String> text(String setting) {
        return Optional.ofNullable(environment.get(setting)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private void problem(String setting, String problem, String remedy) {
        problems.add(new Problem(setting, problem, remedy));
    }
}
