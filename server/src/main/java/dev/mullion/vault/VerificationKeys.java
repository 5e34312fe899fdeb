package dev.mullion.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Opens verification keys before a door is open, for every delivery that arrives. What is remembered is sealed: opening
 * it costs no round trip and leaves no secret in memory. Another secret is seen at once by this server and within
 * {@link #MEMORY} by others.
 */
@Component
public class VerificationKeys {

    static final Duration MEMORY = Duration.ofSeconds(10);

    private final Workspaces workspaces;
    private final SecretRows rows;
    private final SecretUses uses;
    private final KeyRing keys;
    private final Cache<Address, Optional<SealedRow>> sealed =
            Caffeine.newBuilder().maximumSize(20_000).expireAfterWrite(MEMORY).build();

    private record Address(WorkspaceId workspace, SecretRef ref) {}

    VerificationKeys(Workspaces workspaces, SecretRows rows, SecretUses uses, KeyRing keys) {
        this.workspaces = workspaces;
        this.rows = rows;
        this.uses = uses;
        this.keys = keys;
    }

    /**
     * Lends a verification key to {@code work} and counts the use.
     *
     * @param purpose what it is opened for, as {@link Purpose} has it
     * @return empty when there is none
     * @throws SecretUnavailable when there is one that does not open, or of another class
     */
    public <T> Optional<T> open(WorkspaceId workspace, SecretRef ref, String purpose, Function<Secret, T> work) {
        return sealed.get(new Address(workspace, ref), this::read).map(row -> {
            Secret secret =
                    new Secret(opened(workspace, ref, row, purpose), row.terms().hosts());
            try {
                uses.used(workspace, ref, purpose);
                return work.apply(secret);
            } finally {
                secret.wipe();
            }
        });
    }

    /**
     * The same, for who knows that it was stored a moment ago: what is remembered may be from before, here until the
     * storing transaction has told, and on other servers for as long as anything is remembered.
     */
    public <T> Optional<T> openAnew(WorkspaceId workspace, SecretRef ref, String purpose, Function<Secret, T> work) {
        forget(workspace, ref);
        return open(workspace, ref, purpose, work);
    }

    void forget(WorkspaceId workspace, SecretRef ref) {
        sealed.invalidate(new Address(workspace, ref));
    }

    private Optional<SealedRow> read(Address address) {
        return workspaces.within(address.workspace(), () -> rows.find(address.ref()));
    }

    private byte[] opened(WorkspaceId workspace, SecretRef ref, SealedRow row, String purpose) {
        try {
            if (row.terms().kind() != SecretClass.VERIFICATION_KEY) {
                throw new SecretUnavailable(SecretUnavailable.Reason.NOT_OF_THIS_ROLE);
            }
            return Envelope.open(
                    keys.sets().of(workspace.value(), row.keyVersion()),
                    new Envelope.Place(workspace, ref, row.terms(), row.rowVersion()),
                    row);
        } catch (KeysUnavailable e) {
            throw refused(workspace, ref, purpose, Envelope.unavailable(e));
        } catch (SecretUnavailable e) {
            throw refused(workspace, ref, purpose, e);
        }
    }

    private SecretUnavailable refused(WorkspaceId workspace, SecretRef ref, String purpose, SecretUnavailable why) {
        uses.refused(workspace, ref, purpose, why.reason());
        return why;
    }
}
