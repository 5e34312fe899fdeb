package dev.mullion.connectors.consent;

import dev.mullion.connectors.Connections;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.vault.Intake;
import dev.mullion.vault.Purpose;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.SecretTerms;
import dev.mullion.vault.Vault;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Tokens that are used once and bring the next, inside an open door. One holder at a time changes them; the new one is
 * in the vault before anything is asked with what came with it, and the one before stays until that was seen to work.
 */
@Component
public class ConsentTokens {

    /** Longer than a vendor takes to answer. */
    static final Duration LENGTH = Duration.ofMinutes(2);

    private static final Actor SYNC = Actor.system("sync");

    private final TenantSql tenant;
    private final ConsentRows rows;
    private final Vault vault;
    private final Intake intake;
    private final Clock clock;

    ConsentTokens(TenantSql tenant, ConsentRows rows, Vault vault, Intake intake, Clock clock) {
        this.tenant = tenant;
        this.rows = rows;
        this.vault = vault;
        this.intake = intake;
        this.clock = clock;
    }

    /** The right to change the tokens of a consent, as long as nobody has taken it over. */
    public record Lease(ConsentId consent, long fence) {}

    /** What is in the vault of a consent. */
    public enum Field {
        CODE("authorisation-code"),
        REFRESH("refresh-token"),
        /** The one before, until the newer one was seen to work. */
        BEFORE("refresh-token-before");

        private final String word;

        Field(String word) {
            this.word = word;
        }

        SecretRef of(ConsentId consent) {
            return new SecretRef(consent.value(), word);
        }
    }

    /** Another holder has them now; what this one wanted to keep is not kept. */
    public static final class Taken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Taken() {
            super("another server changes the tokens of this consent by now", null, false, false);
        }
    }

    /** Empty where somebody has it. */
    public Optional<Lease> take(ConsentId consent) {
        Instant now = clock.instant();
        return tenant.sql("""
                update consent
                   set fence = fence + 1, held_until = :until
                 where workspace_id = :workspace
                   and id = :id
                   and held_until <= :now
                returning fence
                """)
                .param("id", consent.value())
                .param("until", Timestamp.from(now.plus(LENGTH)))
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .optional()
                .map(fence -> new Lease(consent, fence));
    }

    /** Gives it back; nothing where somebody has taken it over. */
    public void release(Lease lease) {
        tenant.sql("""
                update consent
                   set held_until = :now
                 where workspace_id = :workspace
                   and id = :id
                   and fence = :fence
                """)
                .param("id", lease.consent().value())
                .param("fence", lease.fence())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /**
     * Takes the code of a consent out of the vault, for a vendor that gives nothing that has to be kept: whoever comes
     * second finds none.
     */
    public Optional<HeldToken> spend(ConsentId consent, String host) {
        boolean isSealed = tenant.sql("""
                select id
                  from consent
                 where workspace_id = :workspace
                   and id = :id
                   and state = 'sealed'
                   for no key update
                """)
                .param("id", consent.value())
                .query(UUID.class)
                .optional()
                .isPresent();
        if (!isSealed || !has(consent, Field.CODE)) {
            return Optional.empty();
        }
        HeldToken code = open(consent, Field.CODE, host, "exchange-the-code");
        vault.remove(Field.CODE.of(consent), SYNC);
        return Optional.of(code);
    }

    public boolean has(ConsentId consent, Field field) {
        return vault.has(field.of(consent));
    }

    /** A copy that outlives the transaction, to be closed by whoever asks. Each is an event of its own. */
    public HeldToken open(ConsentId consent, Field field, String host, String purpose) {
        return vault.open(
                field.of(consent),
                new Purpose(purpose, SYNC),
                secret -> new HeldToken(secret.expose(byte[]::clone), host));
    }

    /**
     * Keeps a new token, the one before beside it, and gives the lease back.
     *
     * @param token the caller's to wipe
     * @throws Taken where somebody has taken the lease over
     */
    public void keep(Lease lease, byte[] token, String host) {
        int changed = tenant.sql("""
                update consent
                   set tokens = tokens + 1, token_at = :now, held_until = :now
                 where workspace_id = :workspace
                   and id = :id
                   and fence = :fence
                   and state <> 'ended'
                """)
                .param("id", lease.consent().value())
                .param("fence", lease.fence())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (changed == 0) {
            throw new Taken();
        }
        SecretTerms terms = SecretTerms.vendorToken(host);
        if (has(lease.consent(), Field.REFRESH)) {
            try (HeldToken before = open(lease.consent(), Field.REFRESH, host, "keep-the-one-before")) {
                store(lease.consent(), Field.BEFORE, terms, before.expose(byte[]::clone));
            }
        }
        store(lease.consent(), Field.REFRESH, terms, token.clone());
        vault.remove(Field.CODE.of(lease.consent()), SYNC);
    }

    private void store(ConsentId consent, Field field, SecretTerms terms, byte[] token) {
        try {
            vault.store(field.of(consent), terms, token, SYNC);
        } finally {
            Arrays.fill(token, (byte) 0);
        }
    }

    /** What came with the newest token works: the one before is forgotten. */
    public void proved(ConsentId consent) {
        vault.remove(Field.BEFORE.of(consent), SYNC);
    }

    /**
     * Nothing secret of it is left after this transaction. The row comes first, and the boxes before the vault: who
     * brings a code meanwhile, or puts one into the vault, is waited for.
     */
    public void end(ConsentId consent, String why, Actor actor) {
        rows.become(consent, Consent.State.ENDED, why.substring(0, Math.min(why.length(), Connections.LONGEST_WHY)));
        intake.forget(consent.value());
        for (Field field : Field.values()) {
            vault.remove(field.of(consent), actor);
        }
    }

    /** Whether nobody has taken a lease over; its row is held until the transaction ends. */
    public boolean isHeld(Lease lease) {
        return tenant.sql("""
                select fence
                  from consent
                 where workspace_id = :workspace
                   and id = :id
                   and fence = :fence
                   for no key update
                """)
                .param("id", lease.consent().value())
                .param("fence", lease.fence())
                .query(Long.class)
                .optional()
                .isPresent();
    }
}
