package dev.mullion.api;

import dev.mullion.api.Replies.Found;
import dev.mullion.api.Seals.Listing;
import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.imported.ImportFormat;
import dev.mullion.connectors.imported.ImportKind;
import dev.mullion.connectors.imported.ImportReading;
import dev.mullion.connectors.imported.ImportTerms;
import dev.mullion.connectors.imported.Imported;
import dev.mullion.ingest.imports.ImportReceipt;
import dev.mullion.ingest.imports.Imports;
import dev.mullion.telemetry.Arrival;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes in what has no connector, each request whole or not at all, and shows the receipts. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/imports")
class ImportOperations {

    static final int MOST_BYTES = 1_024 * 1_024;

    private static final MediaType CSV = MediaType.parseMediaType("text/csv");

    /** So many bodies are in memory at once, of all workspaces; who comes then is told to come again. */
    private static final int AT_ONCE = 16;

    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Imports imports;
    private final Clock clock;
    private final Seals seals;
    private final Replies replies;

    ImportOperations(Imports imports, Clock clock, Seals seals, Replies replies) {
        this.imports = imports;
        this.clock = clock;
        this.seals = seals;
        this.replies = replies;
    }

    /** The receipt of one import. */
    record ReceiptView(
            String id,
            String kind,
            String format,
            String source,
            Instant asOf,
            String by,
            int rows,
            int written,
            int unchanged,
            int bytesRead,
            long bytesKept,
            long rawKept,
            Instant takenAt) {

        static ReceiptView of(ImportReceipt receipt) {
            ImportReceipt.Figures figures = receipt.figures();
            return new ReceiptView(
                    receipt.name(),
                    receipt.kind().word(),
                    receipt.format().word(),
                    receipt.terms().source(),
                    receipt.terms().asOf(),
                    receipt.by().name(),
                    figures.facts(),
                    figures.written(),
                    figures.unchanged(),
                    figures.bytesRead(),
                    figures.bytesKept(),
                    0,
                    receipt.takenAt());
        }
    }

    @Needs(
            value = "settings:read",
            query = {"limit", "cursor"})
    @GetMapping
    ResponseEntity<byte[]> newest(Call call) {
        int limit = call.query().limit();
        return call.within(_ -> {
            Listing listing = new Listing("imports", call.query().filter());
            Imports.Cursor after = cursor(seals.open(listing, call.query().cursor()));
            List<ImportReceipt> found = imports.newest(after, limit + 1);
            return replies.page(
                    call, listing, Found.of(found, limit, last -> last.takenAt() + " " + last.id()), ReceiptView::of);
        });
    }

    @Needs(
            value = "finance:manage",
            query = {"source", "asOf"})
    @Recorded(AuditAction.IMPORT_TAKEN)
    @PostMapping("/infrastructure")
    ResponseEntity<byte[]> infrastructure(Call call) {
        return take(ImportKind.INFRASTRUCTURE, call);
    }

    @Needs(
            value = "risk:manage",
            query = {"source", "asOf"})
    @Recorded(AuditAction.IMPORT_TAKEN)
    @PostMapping("/compliance")
    ResponseEntity<byte[]> compliance(Call call) {
        return take(ImportKind.COMPLIANCE, call);
    }

    /** What was sent is read and gone before the door opens. */
    private ResponseEntity<byte[]> take(ImportKind kind, Call call) {
        ImportTerms terms = terms(call);
        ImportFormat format =
                CSV.equals(call.type(MediaType.APPLICATION_JSON, CSV)) ? ImportFormat.CSV : ImportFormat.JSON;
        Read read = inRoom(() -> call.sent(MOST_BYTES, (sent, faults) -> read(kind, format, terms, sent, faults)));
        return call.once(access -> {
            Read whole = Objects.requireNonNull(read);
            var sent = new Imports.Sent(kind, format, terms, whole.bytes());
            return replies.ok(
                    ReceiptView.of(imports.take(sent, Objects.requireNonNull(whole.facts()), access.actor())));
        });
    }

    private @Nullable Read inRoom(Supplier<@Nullable Read> reading) {
        if (!room.tryAcquire()) {
            throw new NoRoom();
        }
        try {
            return reading.get();
        } finally {
            room.release();
        }
    }

    /** Too many imports are being read. */
    static final class NoRoom extends RuntimeException {
        NoRoom() {
            super(AT_ONCE + " imports are being read", null, false, false);
        }
    }

    /** @param facts null where something is wrong, which the call knows by then */
    private record Read(Imported.@Nullable Whole facts, int bytes) {}

    private static Read read(ImportKind kind, ImportFormat format, ImportTerms terms, Sent sent, Faults faults) {
        return switch (ImportReading.read(kind, format, terms, sent.bytes(), sent.length())) {
            case Imported.Whole whole -> new Read(whole, sent.length());
            case Imported.Faulty(var found) -> {
                found.forEach(fault -> faults.at(fault.pointer(), fault.detail()));
                yield new Read(null, sent.length());
            }
        };
    }

    /** What stands in for terms that are wrong is never used. */
    private ImportTerms terms(Call call) {
        String source =
                call.query().required("source", ImportTerms.SOURCE, "a word of 1 to 60 of a-z, 0-9, '.', '_' and '-'");
        Instant asOf = call.query().requiredInstant("asOf", clock.instant().plus(Arrival.AHEAD));
        return new ImportTerms(source.matches(ImportTerms.SOURCE) ? source : "none", asOf);
    }

    private static Imports.@Nullable Cursor cursor(@Nullable String place) {
        if (place == null) {
            return null;
        }
        int blank = place.indexOf(' ');
        return new Imports.Cursor(
                Instant.parse(place.substring(0, blank)), UUID.fromString(place.substring(blank + 1)));
    }
}
