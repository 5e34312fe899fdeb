package dev.mullion.residue;

import dev.mullion.checks.Check;
import dev.mullion.checks.Verification;
import dev.mullion.loopback.OwnPort;
import dev.mullion.tenancy.WorkspaceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * {@code bin/mullion verify residue}: sends bodies full of canaries to the server's own port and searches every place
 * it can reach for them. One run at a time; nothing outside the hidden workspace is touched.
 */
@Component
class ResidueVerification implements Verification {

    /** File systems keep times more coarsely than the clock. */
    private static final Duration COARSENESS = Duration.ofSeconds(2);

    private final CanaryWorkspace canary;
    private final OwnPort port;
    private final Tables tables;
    private final Places places;
    private final PlayedAnswers answers;
    private final Clock clock;
    private final ReentrantLock alone = new ReentrantLock();

    ResidueVerification(
            CanaryWorkspace canary, OwnPort port, Tables tables, Places places, PlayedAnswers answers, Clock clock) {
        this.canary = canary;
        this.port = port;
        this.tables = tables;
        this.places = places;
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "residue";
    }

    @Override
    public List<Check> run() {
        alone.lock();
        try {
            Hunt hunt = Hunt.at(clock.instant().minus(COARSENESS), answers.marks());
            List<Check> checks = new ArrayList<>();
            checks.add(Check.attempt("residue.sent", () -> send("residue.sent", hunt, Postbag::sendAll)));
            checks.addAll(answers.read());
            checks.addAll(search(hunt));
            checks.add(Check.attempt("residue.cleared", this::clear));
            return List.copyOf(checks);
        } finally {
            alone.unlock();
        }
    }

    /**
     * A lighter run for a probe: small bodies, and the places that are searched in seconds however large the database
     * is. The heap and the database's own files are left to {@link #run()}.
     */
    List<Check> light() {
        alone.lock();
        try {
            Hunt hunt = Hunt.at(clock.instant().minus(COARSENESS), answers.marks());
            return List.of(
                    Check.attempt("residue.sent", () -> send("residue.sent", hunt, Postbag::sendSmall)),
                    Check.attempt("residue.tables", () -> tables(hunt)),
                    Check.attempt("residue.server-log", () -> places.serverLog(hunt)),
                    Check.attempt("residue.database-log", () -> places.databaseLog(hunt)),
                    Check.attempt("residue.temp-files", () -> places.temporaryFiles(hunt)),
                    Check.attempt("residue.cleared", this::clear));
        } finally {
            alone.unlock();
        }
    }

    /** Deliveries that must not arrive, and one that must, once. */
    List<Check> forged() {
        alone.lock();
        try {
            Hunt hunt = Hunt.at(clock.instant(), List.of());
            return List.of(
                    Check.attempt("signature.answers", () -> send("signature.answers", hunt, Postbag::sendForged)),
                    Check.attempt("signature.arrived", this::arrived),
                    Check.attempt("signature.cleared", this::clear));
        } finally {
            alone.unlock();
        }
    }

    private Check arrived() {
        long receipts = canary.receipts(canary.id()).deliveries();
        return Check.of(
                "signature.arrived", receipts == 1, receipts + " receipts, of the one delivery that was signed");
    }

    /** The heap comes first: the other searches bring what they read into memory. */
    private List<Check> search(Hunt hunt) {
        Check heap = Check.attempt("residue.heap", () -> places.heap(hunt));
        List<Check> checks = new ArrayList<>();
        checks.add(Check.attempt("residue.tables", () -> tables(hunt)));
        Check whole = Check.attempt("residue.data-files", () -> {
            List<Check> database = places.database(hunt);
            checks.addAll(database.subList(1, database.size()));
            return database.getFirst();
        });
        checks.add(1, whole);
        checks.add(Check.attempt("residue.server-log", () -> places.serverLog(hunt)));
        checks.add(Check.attempt("residue.temp-files", () -> places.temporaryFiles(hunt)));
        checks.add(heap);
        return checks;
    }

    private Check send(String name, Hunt hunt, Consumer<Postbag> sending) {
        WorkspaceId workspace = canary.id();
        canary.clear(workspace);
        Played played = canary.played(workspace);
        places.plantInLog(hunt);
        Bodies bodies = hunt.bodies();
        try (Courier courier = new Courier(port, played)) {
            Postbag postbag = new Postbag(bodies, courier, played.xeroKey().isPresent());
            sending.accept(postbag);
            return sent(name, postbag, bodies, hunt.fields(), canary.receipts(workspace));
        } catch (IOException e) {
            throw new UncheckedIOException("the connection to the own port could not be closed", e);
        }
    }

    private static Check sent(
            String name, Postbag postbag, Bodies bodies, Fields fields, CanaryWorkspace.Receipts receipts) {
        String figures = String.format(
                Locale.ROOT,
                "%d bodies with %,d canaries in %d fields; of %d receipts: %,d bytes read, %,d bytes kept",
                postbag.sent(),
                bodies.planted(),
                fields.size(),
                receipts.deliveries(),
                receipts.bytesRead(),
                receipts.bytesKept());
        boolean asExpected = postbag.surprises().isEmpty();
        return Check.of(name, asExpected, asExpected ? figures : figures + "; " + postbag.surprises());
    }

    private Check tables(Hunt hunt) {
        Found found = tables.search(canary.id(), hunt.search());
        return found.verdict("residue.tables", found.hasControl(), hunt.fields());
    }

    private Check clear() {
        WorkspaceId workspace = canary.id();
        canary.clear(workspace);
        CanaryWorkspace.Receipts left = canary.receipts(workspace);
        return Check.of("residue.cleared", left.deliveries() == 0, left.deliveries() + " rows of the run are left");
    }
}
