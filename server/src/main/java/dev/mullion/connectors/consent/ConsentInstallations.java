package dev.mullion.connectors.consent;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.consent.Consent.State;
import dev.mullion.tenancy.TenantSql;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a consent that installs something is about, inside an open door. */
@Component
public class ConsentInstallations {

    private final TenantSql tenant;
    private final ConsentRows rows;

    ConsentInstallations(TenantSql tenant, ConsentRows rows) {
        this.tenant = tenant;
        this.rows = rows;
    }

    /**
     * What is known of one.
     *
     * @param installation the number that the person's browser brought, which proves nothing; null where it brought
     *     none
     * @param isChallenged whether its code is good only together with the word that was promised before (RFC 7636)
     * @param connection null as long as nothing came of it
     */
    public record About(
            @Nullable Long installation,
            boolean isChallenged,
            @Nullable ConnectionId connection) {}

    public Optional<About> of(ConsentId consent) {
        return tenant.sql("""
                select installation, challenged, connection_id
                  from consent
                 where workspace_id = :workspace
                   and id = :id
                """)
                .param("id", consent.value())
                .query((row, _) -> {
                    UUID connection = row.getObject("connection_id", UUID.class);
                    return new About(
                            row.getObject("installation", Long.class),
                            row.getBoolean("challenged"),
                            connection == null ? null : new ConnectionId(connection));
                })
                .optional();
    }

    /** Notes that a word was promised. */
    public void challenge(ConsentId consent) {
        tenant.sql("update consent set challenged = true where workspace_id = :workspace and id = :id")
                .param("id", consent.value())
                .update();
    }

    /** Notes the number that came back with a person. */
    public void named(ConsentId consent, long installation) {
        tenant.sql("update consent set installation = :installation where workspace_id = :workspace and id = :id")
                .param("installation", installation)
                .param("id", consent.value())
                .update();
    }

    /** What was to be shown was shown, and this is what came of it. */
    public void claimed(ConsentId consent, ConnectionId connection) {
        rows.become(consent, State.LIVE, null);
        tenant.sql("update consent set connection_id = :connection where workspace_id = :workspace and id = :id")
                .param("connection", connection.value())
                .param("id", consent.value())
                .update();
    }
}
