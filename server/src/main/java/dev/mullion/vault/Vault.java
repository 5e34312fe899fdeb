package dev.mullion.vault;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.WorkspaceKeys;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The secrets of the workspace whose door is open. What is stored comes out through {@link #open} alone, for the length
 * of a call. If the keys cannot be had, the work that needs the secret fails; nothing is ever read or kept in the clear
 * instead.
 */
@Component
public class Vault {

    private final SecretRows rows;
    private final VerificationKeys verification;
    private final SecretUses uses;
    private final KeyRing keys;
    private final AuditTrail trail;

    Vault(SecretRows rows, VerificationKeys verification, SecretUses uses, KeyRing keys, AuditTrail trail) {
        this.rows = rows;
        this.verification = verification;
        this.uses = uses;
        this.keys = keys;
        this.trail = trail;
    }

    /**
     * Seals and keeps a secret, in place of one that was there.
     *
     * @param secret 1 to 65,536 bytes; the caller wipes them
     */
    public void store(SecretRef ref, SecretTerms terms, byte[] secret, Actor actor) {
        if (secret.length < 1 || secret.length > Envelope.LONGEST) {
            throw new IllegalArgumentException(
                    "a secret has 1 to " + Envelope.LONGEST + " bytes, this one has " + secret.length);
        }
        put(ref, terms, secret);
        trail.record(new AuditEvent(
                AuditAction.SECRET_STORED, actor, ref.toString(), terms.kind().word() + sentTo(terms)));
        int version = rows.find(ref).orElseThrow().keyVersion();
        Workspaces.beforeCommit(() -> requireKept(version));
    }

    /**
     * Behind the event of the change, and so in turn with {@link SealingRotation#retire}: what was sealed while its key
     * was taken away, here or by another server that still remembered it, is not kept.
     */
    private void requireKept(int version) {
        UUID workspace = Workspaces.bound().value();
        keys.sets().refresh(workspace);
        if (version < keys.sets().of(workspace).oldestVersion()) {
            throw new SecretUnavailable(SecretUnavailable.Reason.UNKNOWN_KEY);
        }
    }

    /**
     * Lends a secret to {@code work}. Its use is audited: singly, in this transaction, or as a count.
     *
     * @throws SecretUnavailable whatever the reason, with one message for all
     */
    public <T extends @Nullable Object> T open(SecretRef ref, Purpose purpose, Function<Secret, T> work) {
        WorkspaceId workspace = Workspaces.bound();
        Secret secret = lent(workspace, ref, purpose);
        try {
            return work.apply(secret);
        } finally {
            secret.wipe();
        }
    }

    /** What may be shown of the secrets of a connection or person. */
    public List<SecretFacts> of(UUID owner) {
        return rows.of(owner);
    }

    public boolean has(SecretRef ref) {
        return rows.find(ref).isPresent();
    }

    /** Another number each time that something is sealed for this place; empty where nothing is there. */
    public OptionalLong version(SecretRef ref) {
        return rows.find(ref).stream().mapToLong(SealedRow::rowVersion).findFirst();
    }

    /** Forgets a secret. One that is not there stays so. */
    public void remove(SecretRef ref, Actor actor) {
        if (rows.remove(ref)) {
            forgetWhenCommitted(ref);
            trail.record(new AuditEvent(AuditAction.SECRET_REMOVED, actor, ref.toString(), "removed"));
        }
    }

    /** Seals without a record of its own: the same secret under another key, or a change that records itself. */
    void put(SecretRef ref, SecretTerms terms, byte[] secret) {
        WorkspaceId workspace = Workspaces.bound();
        Envelope.Place place = new Envelope.Place(workspace, ref, terms, rows.nextVersion(ref));
        WorkspaceKeys own = keysOf(workspace, 1);
        rows.put(place, own.version(), Envelope.seal(own, place, secret));
        forgetWhenCommitted(ref);
    }

    /** Opens without a record: for what seals anew, and for checks that it opens. */
    byte[] opened(WorkspaceId workspace, SecretRef ref, SealedRow row) {
        return Envelope.open(
                keysOf(workspace, row.keyVersion()),
                new Envelope.Place(workspace, ref, row.terms(), row.rowVersion()),
                row);
    }

    private Secret lent(WorkspaceId workspace, SecretRef ref, Purpose purpose) {
        try {
            SealedRow row = rows.find(ref).orElseThrow(() -> new SecretUnavailable(SecretUnavailable.Reason.ABSENT));
            Secret secret = new Secret(opened(workspace, ref, row), row.terms().hosts());
            return recorded(secret, workspace, ref, purpose, row.terms().kind());
        } catch (SecretUnavailable e) {
            uses.refused(workspace, ref, purpose.word(), e.reason());
            throw e;
        }
    }

    /** A use that cannot be recorded does not happen: nothing of the secret is left in memory then. */
    private Secret recorded(Secret secret, WorkspaceId workspace, SecretRef ref, Purpose purpose, SecretClass kind) {
        boolean recorded = false;
        try {
            switch (kind.recorded()) {
                case SINGLY ->
                    trail.record(new AuditEvent(
                            AuditAction.SECRET_USED,
                            purpose.actor(),
                            ref.toString(),
                            kind.word() + " for " + purpose.word()));
                case COUNTED -> uses.used(workspace, ref, purpose.word());
            }
            recorded = true;
            return secret;
        } finally {
            if (!recorded) {
                secret.wipe();
            }
        }
    }

    private WorkspaceKeys keysOf(WorkspaceId workspace, int version) {
        try {
            return keys.sets().of(workspace.value(), version);
        } catch (KeysUnavailable e) {
            throw Envelope.unavailable(e);
        }
    }

    private void forgetWhenCommitted(SecretRef ref) {
        WorkspaceId workspace = Workspaces.bound();
        Workspaces.afterCommit(() -> verification.forget(workspace, ref));
    }

    private static String sentTo(SecretTerms terms) {
        String hosts = String.join(", ", terms.sortedHosts());
        return terms.hosts().isEmpty()
                ? ", sent nowhere"
                : ", sent to " + (hosts.length() > 400 ? terms.hosts().size() + " hosts" : hosts);
    }
}
