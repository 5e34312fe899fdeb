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

/** Reads what the operator says of the app at Xero; whatever is wrong with it joins the other problems. */
final class XeroAppReader {

    private static final String ID = "MULLION_XERO_CLIENT_ID";
    private static final String SECRET = "MULLION_XERO_CLIENT_SECRET_FILE";
    private static final String WEBHOOK = "MULLION_XERO_WEBHOOK_KEY";
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Map<String, String> environment;
    private final List<Problem> problems;

    XeroAppReader(Map<String, String> environment, List<Problem> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    Optional<XeroApp> read() {
        Optional<String> id = text(ID);
        Optional<String> secret = text(SECRET);
        WebhookSecret webhook = WebhookSecret.read(environment, WEBHOOK, problems);
        if (id.isPresent() != secret.isPresent() || (!webhook.isEmpty() && id.isEmpty())) {
            problem(
                    id.isEmpty() ? ID : SECRET,
                    "is missing, and Xero knows an app by its id and its secret",
                    "both are on the app's Configuration page at Xero; leave out all of them to connect nobody");
        }
        if (webhook.now().isEmpty() && webhook.next().isPresent()) {
            problem(
                    WEBHOOK,
                    "is missing beside the next one: what Xero signs today would be refused",
                    "set the key that is in force, or set the other one as this one");
        }
        id.filter(said -> !said.matches("[A-Za-z0-9-]{8,64}"))
                .ifPresent(_ -> problem(ID, "8 to 64 letters, digits and hyphens were expected", "copy the client id"));
        secret.map(Path::of).ifPresent(this::requirePrivate);
        return id.flatMap(
                client -> secret.map(file -> new XeroApp(client, Path.of(file).toAbsolutePath(), webhook)));
    }

    private void requirePrivate(Path file) {
        try {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                problem(SECRET, "there is no readable file at " + file, "correct the path or the file's rights");
            } else if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                problem(SECRET, "others may read " + file, "chmod 600 it");
            }
        } catch (IOException e) {
            problem(SECRET, "the rights of " + file + " cannot be read", "put it on a file system that has them");
        }
    }

    private Optional<String> text(String setting) {
        return Optional.ofNullable(environment.get(setting)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private void problem(String setting, String problem, String remedy) {
        problems.add(new Problem(setting, problem, remedy));
    }
}
