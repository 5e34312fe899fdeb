package dev.mullion.vault;

import dev.mullion.checks.Check;
import dev.mullion.postgres.DatabaseFolder;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Stores 32 secrets that begin alike, uses them, and searches the files of the installation for that beginning: the
 * database's files and log of changes, the server's log, temporary files, the key store. A file with one in the clear
 * shows that the search would have found them. What is no file is searched by {@link Traces}, and what opens when the
 * keys are gone by {@link ErasedRows}.
 */
@Component
class MarkerProbes {

    /** File systems keep times more coarsely than the clock. */
    private static final Duration COARSENESS = Duration.ofSeconds(2);

    /** Switching it on here would write other workspaces' work into the log. */
    private static final String ELSEWHERE =
            "not tried on a running server, and tried by the tests instead (SecretTracesTest, SecretToItsHostTest): the log at"
                    + " its finest level, what is sent to vendors, core dumps; what pages and API answer is P13's";

    private static final Actor ACTOR = Actor.system("verify");

    private final Vault vault;
    private final Searches searches;
    private final CanaryWorkspaces canaries;
    private final Workspaces workspaces;
    private final Settings settings;
    private final DatabaseFolder database;
    private final Clock clock;

    MarkerProbes(
            Vault vault,
            Searches searches,
            CanaryWorkspaces canaries,
            Workspaces workspaces,
            Settings settings,
            DatabaseFolder database,
            Clock clock) {
        this.vault = vault;
        this.searches = searches;
        this.canaries = canaries;
        this.workspaces = workspaces;
        this.settings = settings;
        this.database = database;
        this.clock = clock;
    }

    /** Where else the same secrets are looked for. */
    @Component
    record Searches(Traces traces, ErasedRows erased) {}

    List<Check> run() {
        Instant since = clock.instant().minus(COARSENESS);
        Planted planted = Planted.in(canaries.first());
        AtomicLong shown = new AtomicLong();
        workspaces.within(planted.workspace(), () -> {
            planted.each((ref, secret) -> {
                vault.store(ref, SecretTerms.unsent(SecretClass.VERIFICATION_KEY), secret, ACTOR);
                vault.open(ref, new Purpose("verify-secrets", ACTOR), lent -> {
                    shown.addAndGet(planted.isIn(Traces.ofProcess() + lent) ? 1 : 0);
                    return lent.matches(secret);
                });
            });
            return true;
        });
        List<Check> checks = new ArrayList<>();
        checks.add(Check.of(
                "traces.process",
                shown.get() == 0,
                "threads, properties, environment and command line while each of " + Planted.SECRETS
                        + " secrets was lent; " + shown + " times with the text; " + ELSEWHERE));
        checks.addAll(searches.traces().of(planted));
        Map<String, Path> places = new LinkedHashMap<>();
        places.put("markers.server-files", settings.data());
        places.put("markers.key-store", settings.custody().store());
        places.put("markers.temp-files", Path.of(System.getProperty("java.io.tmpdir")));
        places.forEach((name, place) ->
                checks.add(Check.attempt(name, () -> files(name, place, planted.bytes(), since))));
        checks.add(
                database.path().isPresent()
                        ? Check.ok("markers.database", "its files are among those of the server")
                        : Check.partial(
                                "markers.database",
                                "the database is not on this machine: its rows were searched, its files were not"));
        checks.addAll(searches.erased().of(planted));
        return checks;
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
}
