package dev.mullion.ingest.imports;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.imported.ImportFormat;
import dev.mullion.connectors.imported.ImportKind;
import dev.mullion.connectors.imported.ImportTerms;
import dev.mullion.connectors.imported.Imported;
import dev.mullion.ingest.FactsArrived;
import dev.mullion.telemetry.Facts;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Uuid7;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The imports of the workspace whose door is open. Safe to share between threads. */
@Component
public class Imports {

    /** The most receipts of one page. */
    public static final int MOST = 200;

    private final TenantSql tenant;
    private final Facts facts;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Imports(TenantSql tenant, Facts facts, AuditTrail trail, ApplicationEventPublisher events, Clock clock) {
        this.tenant = tenant;
        this.facts = facts;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    /** What somebody sent. */
    public record Sent(ImportKind kind, ImportFormat format, ImportTerms terms, int bytes) {}

    /** Where a page ended; the next begins after it. */
    public record Cursor(Instant takenAt, UUID id) {}

    /** Takes the facts, leaves the receipt and records it: all in the transaction under way. */
    public ImportReceipt take(Sent sent, Imported.Whole read, Actor by) {
        Facts.Saved saved = facts.save(read.facts());
        var receipt = new ImportReceipt(
                Uuid7.next(clock),
                sent.kind(),
                sent.format(),
                sent.terms(),
                by,
                new ImportReceipt.Figures(
                        read.facts().size(), saved.written(), saved.unchanged(), sent.bytes(), saved.bytesKept()),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        add(receipt);
        trail.record(new AuditEvent(AuditAction.IMPORT_TAKEN, by, receipt.name(), receipt.sentence()));
        WorkspaceId workspace = Workspaces.bound();
        Workspaces.afterCommit(() -> events.publishEvent(new FactsArrived(workspace)));
        return receipt;
    }

    /** The newest first. */
    public List<ImportReceipt> newest(@Nullable Cursor after, int limit) {
        return tenant.sql("""
                select id, kind, format, source, as_of, actor_kind, actor, facts, written, unchanged, bytes_read, bytes_kept,
                       taken_at
                  from import_receipt
                 where workspace_id = :workspace
                   and (taken_at, id) < (coalesce(:at::timestamptz, 'infinity'::timestamptz),
                                         coalesce(:id::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
                 order by taken_at desc, id desc
                 limit :limit::int
                """)
                .param("at", after == null ? null : Timestamp.from(after.takenAt()))
                .param("id", after == null ? null : after.id().toString())
                .param("limit", Math.clamp(limit, 1, MOST + 1))
                .query(Imports::receipt)
                .list();
    }

    private void add(ImportReceipt receipt) {
        ImportReceipt.Figures figures = receipt.figures();
        tenant.sql("""
                insert into import_receipt (workspace_id, id, kind, format, source, as_of, actor_kind, actor, facts, written,
                                            unchanged, bytes_read, bytes_kept, taken_at)
                values (:workspace, :id, :kind, :format, :source, :asOf, :actorKind, :actor, :facts, :written,
                        :unchanged, :read, :kept, :at)
                """)
                .param("id", receipt.id())
                .param("kind", receipt.kind().word())
                .param("format", receipt.format().word())
                .param("source", receipt.terms().source())
                .param("asOf", Timestamp.from(receipt.terms().asOf()))
                .param("actorKind", receipt.by().kind().word())
                .param("actor", receipt.by().name())
                .param("facts", figures.facts())
                .param("written", figures.written())
                .param("unchanged", figures.unchanged())
                .param("read", figures.bytesRead())
                .param("kept", figures.bytesKept())
                .param("at", Timestamp.from(receipt.takenAt()))
                .update();
    }

    private static ImportReceipt receipt(ResultSet row, int number) throws SQLException {
        return new ImportReceipt(
                row.getObject("id", UUID.class),
                ImportKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                ImportFormat.valueOf(row.getString("format").toUpperCase(Locale.ROOT)),
                new ImportTerms(
                        row.getString("source"), row.getTimestamp("as_of").toInstant()),
                new Actor(
                        Actor.Kind.valueOf(row.getString("actor_kind").toUpperCase(Locale.ROOT)),
                        row.getString("actor")),
                new ImportReceipt.Figures(
                        row.getInt("facts"),
                        row.getInt("written"),
                        row.getInt("unchanged"),
                        row.getInt("bytes_read"),
                        row.getLong("bytes_kept")),
                row.getTimestamp("taken_at").toInstant());
    }
}
