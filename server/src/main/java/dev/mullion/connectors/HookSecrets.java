package dev.mullion.connectors;

import dev.mullion.keys.DerivedKey;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.Intake;
import dev.mullion.vault.Purpose;
import dev.mullion.vault.Secret;
import dev.mullion.vault.SecretClass;
import dev.mullion.vault.SecretFacts;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.SecretTerms;
import dev.mullion.vault.Vault;
import dev.mullion.vault.VerificationKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The secrets that vendors sign deliveries with: random, in the vault. An endpoint of the first version has a derived
 * one, which moves in at its first use and stays the same, so that the vendor's settings need no change.
 */
@Component
public class HookSecrets {

    /** The field of the secret that a vendor signs with. */
    public static final String FIELD = "webhook-secret";

    /** The field of the other one, while a vendor that makes them itself signs with both or changes over. */
    public static final String SECOND_FIELD = "second-webhook-secret";

    private static final int BYTES = 32;

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final Vault vault;
    private final Intake intake;
    private final VerificationKeys verification;
    private final KeyRing keys;
    private final KeyTries tries;
    private final SecureRandom random = new SecureRandom();

    HookSecrets(
            Workspaces workspaces,
            TenantSql tenant,
            Vault vault,
            Intake intake,
            VerificationKeys verification,
            KeyRing keys,
            KeyTries tries) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.vault = vault;
        this.intake = intake;
        this.verification = verification;
        this.keys = keys;
        this.tries = tries;
    }

    /**
     * Lends the secret of an endpoint, outside of any door, to whoever verifies a delivery.
     *
     * @return empty when it has none
     */
    public <T> Optional<T> open(HookRoutes.Target target, Function<Secret, T> work) {
        SecretRef ref = ref(target.connection());
        return verification
                .open(target.workspace(), ref, "verify-delivery", work)
                .or(() -> workspaces.within(target.workspace(), () -> hasMovedIn(target.connection()))
                        ? verification.openAnew(target.workspace(), ref, "verify-delivery", work)
                        : Optional.empty());
    }

    /**
     * Whether one of the secrets of a connection by key does, outside of any door. Both are tried, whichever does, so
     * that the time tells nothing.
     */
    public boolean any(HookRoutes.Target target, Predicate<Secret> does) {
        boolean one = open(target, FIELD, does);
        boolean other = open(target, SECOND_FIELD, does);
        return one || other;
    }

    private boolean open(HookRoutes.Target target, String field, Predicate<Secret> does) {
        SecretRef ref = new SecretRef(target.connection().value(), field);
        return verification
                .open(target.workspace(), ref, "verify-delivery", does::test)
                .orElse(false);
    }

    /** What a pasted secret is sealed with: it verifies, and goes nowhere. */
    public static SecretTerms terms() {
        return SecretTerms.unsent(SecretClass.VERIFICATION_KEY);
    }

    /**
     * Forgets what reads from the vendor, and what was pasted and is not in the vault yet; a secret there that verifies
     * stays, so that deliveries are still known for what they are.
     */
    void forget(ConnectionId connection, Actor actor) {
        intake.forget(connection.value());
        tokens(connection).forEach(fact -> vault.remove(fact.ref(), actor));
    }

    /**
     * Forgets what the vendor does not accept any more; what verifies stays, so that deliveries are still known for
     * what they are. A key that waits for its try stays as well: it was pasted because the other one does not do, and
     * the vendor has said nothing of it.
     *
     * @param until what was sealed after this stays
     */
    void forgetTokens(ConnectionId connection, Actor actor, Instant until) {
        boolean isTried = tries.isOpen(connection);
        tokens(connection)
                .filter(fact -> !fact.sealedAt().isAfter(until))
                .filter(fact -> !isTried || !fact.ref().equals(KeyTries.ref(connection)))
                .forEach(fact -> vault.remove(fact.ref(), actor));
    }

    /** Whether something that reads from the vendor took the place of another after this. */
    boolean hasTokenSince(ConnectionId connection, Instant when) {
        return tokens(connection)
                .filter(fact -> !fact.ref().equals(KeyTries.ref(connection)))
                .anyMatch(fact -> fact.sealedAt().isAfter(when));
    }

    /**
     * Whether another key is here than the one that a visit was made with: it waits to be opened or tried, or took the
     * place of that one since.
     */
    boolean hasAnother(ConnectionId connection, Instant visited) {
        return tries.isOpen(connection)
                || intake.waitsWithTokenFor(connection.value())
                || hasTokenSince(connection, visited);
    }

    /** Forgets all of them, and first what still waits to be opened: a worker takes it from there into the vault. */
    void forgetAll(ConnectionId connection, Actor actor) {
        intake.forget(connection.value());
        vault.of(connection.value()).forEach(fact -> vault.remove(fact.ref(), actor));
    }

    /** Whether anything that reads from the vendor is kept of a connection. */
    boolean hasTokens(ConnectionId connection) {
        return tokens(connection).findAny().isPresent();
    }

    private Stream<SecretFacts> tokens(ConnectionId connection) {
        return vault.of(connection.value()).stream().filter(fact -> fact.terms().kind() == SecretClass.VENDOR_TOKEN);
    }

    /** Makes and keeps a random secret for a new endpoint, and returns the text that its owner is shown. */
    String make(ConnectionId connection, Actor actor) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = text(bytes);
        store(connection, text, actor);
        return text;
    }

    /** The secret's text, for a check of this installation's own that plays the vendor. */
    String text(ConnectionId connection) {
        hasMovedIn(connection);
        return vault.open(
                ref(connection),
                new Purpose("play-the-vendor", Actor.system("connectors")),
                secret -> secret.expose(bytes -> new String(bytes, StandardCharsets.US_ASCII)));
    }

    /** Whoever comes second waits for the row, and finds that it is done. */
    private boolean hasMovedIn(ConnectionId connection) {
        Optional<Integer> version = tenant.sql("""
                select secret_version
                  from connection
                 where workspace_id = :workspace
                   and id = :id
                   and kind = 'endpoint'
                   and secret_version > 0
                   for no key update
                """)
                .param("id", connection.value())
                .query(Integer.class)
                .optional();
        version.ifPresent(derived -> {
            store(connection, derived(connection, derived), Actor.system("connectors"));
            tenant.sql("update connection set secret_version = 0 where workspace_id = :workspace and id = :id")
                    .param("id", connection.value())
                    .update();
        });
        return version.isPresent() || vault.has(ref(connection));
    }

    private void store(ConnectionId connection, String text, Actor actor) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try {
            vault.store(ref(connection), SecretTerms.unsent(SecretClass.VERIFICATION_KEY), bytes, actor);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private String derived(ConnectionId connection, int version) {
        DerivedKey secret = keys.scoped(KeyLabel.WEBHOOK, Workspaces.bound().value(), connection.value(), version);
        return secret.expose(HookSecrets::text);
    }

    private static String text(byte[] bytes) {
        return "whs_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static SecretRef ref(ConnectionId connection) {
        return new SecretRef(connection.value(), FIELD);
    }
}
