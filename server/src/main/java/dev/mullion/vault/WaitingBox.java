package dev.mullion.vault;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.tenancy.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;

/**
 * A sealed box that waits for a worker. The database checks less of its row than {@link Intake#submit} does, and
 * whoever has SQL of the server's role may write any: what stands there is a value, sense or not.
 */
record WaitingBox(UUID id, Instant at, SecretRef ref, Said said, SealedRow.Bytes box) {

    static final Comparator<WaitingBox> IN_THE_ORDER_THEY_CAME = Comparator.comparing(WaitingBox::at)
            .thenComparing(waiting -> waiting.id().toString());

    /** What the row says of its box. */
    sealed interface Said {

        record Of(SecretTerms terms, Actor actor) implements Said {}

        /** Hosts or an actor that there are none of. */
        record Nonsense() implements Said {}
    }

    static WaitingBox of(ResultSet row, int number) throws SQLException {
        SecretRef ref = new SecretRef(row.getObject("owner", UUID.class), row.getString("field"));
        return new WaitingBox(
                row.getObject("id", UUID.class),
                row.getTimestamp("created_at").toInstant(),
                ref,
                said(ref, row),
                new SealedRow.Bytes(row.getBytes("box")));
    }

    private static Said said(SecretRef ref, ResultSet row) throws SQLException {
        try {
            Actor actor = new Actor(
                    Actor.Kind.valueOf(row.getString("actor_kind").toUpperCase(Locale.ROOT)), row.getString("actor"));
            new AuditEvent(AuditAction.SECRET_STORED, actor, ref.toString(), ""); // throws where no log could name them
            return new Said.Of(SealedRow.terms(row), actor);
        } catch (SecretUnavailable | IllegalArgumentException _) {
            return new Said.Nonsense();
        }
    }
}
