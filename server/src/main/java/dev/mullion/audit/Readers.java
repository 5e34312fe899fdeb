package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Records who reads the log of the workspace whose door is open: one event for each reader and {@link #WINDOW}, in the
 * transaction of the first read, on whichever server that was. A page that is looked at again and again, and a program
 * that pages through everything, leave one line and not a log of their own reading. If it cannot be recorded, nothing
 * is read.
 */
@Component
public class Readers {

    /** Why a read may leave no event of its own. */
    public static final String TOLD = "an event of the last 15 minutes stands for this reader's reads";

    static final Duration WINDOW = Duration.ofMinutes(15);

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final AuditTrail trail;
    private final Proofs proofs;
    private final Clock clock;

    Readers(Workspaces workspaces, TenantSql tenant, AuditTrail trail, Proofs proofs, Clock clock) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.trail = trail;
        this.proofs = proofs;
        this.clock = clock;
    }

    /**
     * Somebody takes the proof of one event out of the house, which is an event of its own each time; empty, and none,
     * where there is no such event. Call it outside the door.
     */
    public Optional<String> proof(WorkspaceId workspace, long index, Actor by) {
        Optional<String> proof = proofs.of(workspace, index);
        if (proof.isPresent()) {
            workspaces.within(workspace, () -> {
                trail.record(new AuditEvent(AuditAction.PROOF_TAKEN, by, Long.toString(index), ""));
                return true;
            });
        }
        return proof;
    }

    /** Somebody reads now. */
    public void read(Actor by) {
        Instant now = clock.instant();
        String reader = by.kind().word() + ":" + by.name();
        if (!isRecorded(reader, now) && isFirst(reader, now)) {
            trail.record(new AuditEvent(
                    AuditAction.AUDIT_READ,
                    by,
                    "log",
                    "stands for every read within " + WINDOW.toMinutes() + " minutes"));
        }
    }

    /** Looked at first, so that a read that is recorded already writes nothing. */
    private boolean isRecorded(String reader, Instant now) {
        return tenant.sql("""
                select exists (select 1
                                 from audit_reader
                                where workspace_id = :workspace
                                  and reader = :reader
                                  and read_at > :over
                                  and read_at <= :now)
                """)
                .param("reader", reader)
                .param("over", Timestamp.from(now.minus(WINDOW)))
                .param("now", Timestamp.from(now))
                .query(Boolean.class)
                .single();
    }

    /**
     * Of two at once the second waits here for the first, and then finds itself told. A clock that went back is over.
     */
    private boolean isFirst(String reader, Instant now) {
        tenant.sql("""
                delete from audit_reader
                 where workspace_id = :workspace
                   and (read_at <= :over or read_at > :now)
                """)
                .param("over", Timestamp.from(now.minus(WINDOW)))
                .param("now", Timestamp.from(now))
                .update();
        return tenant.sql("""
                insert into audit_reader (workspace_id, reader, read_at)
                values (:workspace, :reader, :now)
                on conflict (workspace_id, reader) do nothing
                """)
                        .param("reader", reader)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }
}
