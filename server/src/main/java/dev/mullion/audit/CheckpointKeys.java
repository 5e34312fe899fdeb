package dev.mullion.audit;

import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.springframework.stereotype.Component;

/**
 * The keys that sign the checkpoints of a workspace (Ed25519, RFC 8032). Each is derived, so that only its public half
 * is stored; a version that the log has announced signs from the first checkpoint after the one that covers the
 * announcement.
 */
@Component
class CheckpointKeys {

    private final KeyRing ring;
    private final TenantSql tenant;

    CheckpointKeys(KeyRing ring, TenantSql tenant) {
        this.ring = ring;
        this.tenant = tenant;
    }

    /** What names the log of a workspace of this installation; as long as it lives, whatever the keys. */
    String origin(WorkspaceId workspace) {
        return "mullion/" + ring.fingerprint() + "/" + workspace.value();
    }

    CheckpointKey make(WorkspaceId workspace, int version) {
        byte[] publicKey = signer(workspace, version).generatePublicKey().getEncoded();
        return new CheckpointKey(origin(workspace), version, CheckpointKey.HexKey.of(publicKey));
    }

    /** To be said before the event that announces it. */
    void vouchForAnnouncing(CheckpointKey key, AuditAction action) {
        Workspaces.vouch(
                "announce", Workspaces.bound().value(), action.word(), action.object() + ":" + key.announcedAs());
    }

    void keep(CheckpointKey key, long announced) {
        Workspaces.vouch(
                "key",
                Workspaces.bound().value(),
                key.version(),
                key.publicKey().digits(),
                announced);
        tenant.sql("""
                insert into audit_key (workspace_id, version, public_key, announced)
                values (:workspace, :version, :key, :announced)
                """)
                .param("version", key.version())
                .param("key", key.publicKey().bytes())
                .param("announced", announced)
                .update();
    }

    /**
     * The key that signs the next checkpoint, in the workspace whose door is open.
     *
     * @param signed the size of the last checkpoint, 0 where there is none
     */
    Optional<CheckpointKey> inForce(long signed) {
        return tenant.sql("""
                select k.version, k.public_key, l.origin
                  from audit_key k
                  join audit_log l on l.workspace_id = :workspace
                 where k.workspace_id = :workspace
                   and (k.version = 1 or k.announced < :signed)
                 order by k.version desc
                 limit 1
                """)
                .param("signed", signed)
                .query(CheckpointKeys::key)
                .optional();
    }

    /** The key of this version, as the log has it. */
    Optional<CheckpointKey> of(int version) {
        return tenant.sql("""
                select k.version, k.public_key, l.origin
                  from audit_key k
                  join audit_log l on l.workspace_id = :workspace
                 where k.workspace_id = :workspace
                   and k.version = :version
                """)
                .param("version", version)
                .query(CheckpointKeys::key)
                .optional();
    }

    /**
     * A signature over an event that announces a key hands the log over to that key, so only what this server derives
     * is announced.
     *
     * @throws SigningRefused when the event announces another
     */
    void requireOwn(HashedEvent event) {
        boolean isOwn = event.announced()
                .map(key -> announcedAt(event.index())
                        .filter(version ->
                                key.equals(make(Workspaces.bound(), version).announcedAs()))
                        .isPresent())
                .orElse(true);
        if (!isOwn) {
            throw new SigningRefused("event " + event.index()
                    + " announces a key that is not this log's; nothing is signed that covers it");
        }
    }

    private Optional<Integer> announcedAt(long index) {
        return tenant.sql("""
                select version
                  from audit_key
                 where workspace_id = :workspace
                   and announced = :index
                 order by version
                 limit 1
                """).param("index", index).query(Integer.class).optional();
    }

    /** The key that signed the checkpoint of this size. */
    Optional<CheckpointKey> signerOf(long size) {
        return tenant.sql("""
                select k.version, k.public_key, l.origin
                  from audit_checkpoint c
                  join audit_key k on k.workspace_id = :workspace
                                  and k.version = c.key_version
                  join audit_log l on l.workspace_id = :workspace
                 where c.workspace_id = :workspace
                   and c.size = :size
                """).param("size", size).query(CheckpointKeys::key).optional();
    }

    /** The newest key, in force or announced. */
    Optional<CheckpointKey> newest() {
        return inForce(Long.MAX_VALUE);
    }

    /** 64 bytes over {@code message}. The key that signs is checked to be the one that the log announced. */
    byte[] sign(CheckpointKey key, byte[] message) {
        WorkspaceId workspace = Workspaces.bound();
        Ed25519PrivateKeyParameters signer = signer(workspace, key.version());
        if (!CheckpointKey.HexKey.of(signer.generatePublicKey().getEncoded()).equals(key.publicKey())) {
            throw new SigningRefused("the key of version " + key.version()
                    + " is not the one that the log announced; was the master key replaced?");
        }
        byte[] signature = new byte[Ed25519PrivateKeyParameters.SIGNATURE_SIZE];
        signer.sign(
                org.bouncycastle.math.ec.rfc8032.Ed25519.Algorithm.Ed25519,
                null,
                message,
                0,
                message.length,
                signature,
                0);
        return signature;
    }

    private static CheckpointKey key(ResultSet row, int number) throws SQLException {
        return new CheckpointKey(
                row.getString("origin"), row.getInt("version"), CheckpointKey.HexKey.of(row.getBytes("public_key")));
    }

    private Ed25519PrivateKeyParameters signer(WorkspaceId workspace, int version) {
        return ring.scoped(KeyLabel.CHECKPOINT, workspace.value(), version)
                .expose(seed -> new Ed25519PrivateKeyParameters(seed, 0));
    }
}
