package dev.mullion.vault;

import dev.mullion.checks.Check;
import dev.mullion.postgres.DatabaseFolder;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Stores 32 secrets that begin alike, uses them, and searches the files of the installation for that beginning: the
 * database's files and log of changes, the server's log, temporary files, the key store. A file with one in the clear
 * shows that the search would have found them.
 */
@Component
class MarkerProbes {

    /** File systems keep times more coarsely than the clock. */
    private static final Duration COARSENESS = Duration.ofSeconds(2);

    private static final int MARKERS = 32;
    private static final Actor ACTOR = Actor.system("verify");

    private final Vault vault;
    private final CanaryWorkspaces canaries;
    private final Workspaces workspaces;
    private final Settings settings;
    private final DatabaseFolder database;
    private final Clock clock;

    MarkerProbes(
            Vault vault,
            CanaryWorkspaces canaries,
            Workspaces workspaces,
            Settings settings,
            DatabaseFolder database,
            Clock clock) {
        this.vault = vault;
        this.canaries = canaries;
        this.workspaces = workspaces;
        this.settings = settings;
        this.database = database;
        this.clock = clock;
    }

    List<Check> run() {
        Instant since = clock.instant().minus(COARSENESS);
        byte[] beginning = beginning();
        WorkspaceId workspace = canaries.first();
        UUID owner = UUID.randomUUID();
        workspaces.within(workspace, () -> {
            for (int i = 0; i < MARKERS; i++) {
                SecretRef ref = new SecretRef(owner, "marker-" + i);
                byte[] secret = (new String(beginning, StandardCharsets.US_ASCII) + "-" + i)
                        .getBytes(StandardCharsets.US_ASCII);
                vault.store(ref, SecretTerms.unsent(SecretClass.VERIFICATION_KEY), secret, ACTOR);
                vault.open(ref, new Purpose("verify-secrets", ACTOR), lent -> lent.matches(secret));
            }
            return true;
        });
        List<Check> checks = new ArrayList<>();
        checks.add(Check.attempt("markers.rows", () -> rows(workspace, owner, beginning)));
        Map<String, Path> places = new LinkedHashMap<>();
        places.put("markers.server-files", settings.data());
        places.put("markers.key-store", settings.custody().store());
        places.put("markers.temp-files", Path.of(System.getProperty("java.io.tmpdir")));
        places.forEach((name, place) -> checks.add(Check.attempt(name, () -> files(name, place, beginning, since))));
        checks.add(
                database.path().isPresent()
                        ? Check.ok("markers.database", "its files are among those of the server")
                        : Check.partial(
                                "markers.database",
                                "the database is not on this machine: its rows were searched, its files were not"));
        return checks;
    }

    private Check rows(WorkspaceId workspace, UUID owner, byte[] beginning) {
        long found = workspaces.within(workspace, () -> canaries.holding(owner, beginning));
        return Check.of("markers.rows", found == 0, MARKERS + " rows, " + found + " with the text in the clear");
    }

    private static Check files(String name, Path place, byte[] beginning, Instant since) {
        try {
            Path control = Files.createTempFile(place, "control", ".marker");
            try {
                Files.write(control, beginning);
                MarkerSearch search = MarkerSearch.in(place, beginning, since);
                boolean found = search.found().remove(control);
                return Check.of(
                        name,
                        found && search.found().isEmpty(),
                        "%d files written to, %d MB, %d not readable; in the clear in %d; the control was %s"
                                .formatted(
                                        search.files(),
                                        search.bytes() >> 20,
                                        search.unread(),
                                        search.found().size(),
                                        found ? "found" : "not found"));
            } finally {
                Files.delete(control);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a control could not be planted in " + place, e);
        }
    }

    /** Made of parts, so that this program's own files do not have it. */
    private static byte[] beginning() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return ("msm" + "_" + HexFormat.of().formatHex(random)).getBytes(StandardCharsets.US_ASCII);
    }
}
