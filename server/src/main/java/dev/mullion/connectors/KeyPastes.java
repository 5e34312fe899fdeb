package dev.mullion.connectors;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.IntakeKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.Intake;
import dev.mullion.vault.SealedSecret;
import dev.mullion.vault.Vault;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Takes what a person pastes to connect a vendor by a key, inside an open door. It is in a box that only a worker opens
 * before anything else is done with it; a worker on this server opens it right after the transaction. The caller wipes
 * what was pasted.
 */
@Component
public class KeyPastes {

    private final Connections connections;
    private final KeyVendors vendors;
    private final KeyTries tries;
    private final Vault vault;
    private final Intake intake;
    private final AuditTrail trail;

    KeyPastes(
            Connections connections, KeyVendors vendors, KeyTries tries, Vault vault, Intake intake, AuditTrail trail) {
        this.connections = connections;
        this.vendors = vendors;
        this.tries = tries;
        this.vault = vault;
        this.intake = intake;
        this.trail = trail;
    }

    /**
     * Makes a connection of the key's own mode.
     *
     * @throws IllegalArgumentException for what is no key of this vendor's; nothing is kept of it
     * @throws Connections.OtherMode where a connection of the vendor's other mode is here
     */
    public ConnectionId connect(PastedKeys vendor, byte[] key, Actor person) {
        ConnectionId made = connections
                .addKeyed(vendor.connector(), vendor.modeOf(key), person)
                .id();
        seal(vendor, made, PastedKeys.FIELD, key, person);
        return made;
    }

    /**
     * Takes another key, or something else that a connection by key needs. A key for a connection that has one is tried
     * first, and takes its place when the vendor has accepted it.
     *
     * @param kind one of the vendor's own
     * @return the number of the try ({@link KeyTries}); empty where nothing is tried
     * @throws IllegalArgumentException for what is not of this kind, or of the other mode; nothing is kept of it
     */
    public Optional<Integer> take(Connection connection, PastedKind kind, byte[] pasted, Actor person) {
        PastedKeys vendor = vendors.of(connection.connector())
                .orElseThrow(() -> new IllegalArgumentException("this connection takes no key"));
        if (!kind.isKey()) {
            vendor.check(kind, pasted);
        } else if (vendor.modeOf(pasted) != connection.mode()) {
            throw new IllegalArgumentException("this key is of the other mode than the connection");
        }
        // Held: nobody ends or removes it between the look and the paste.
        if (!connections.holdLive(connection.id())) {
            throw new IllegalArgumentException(
                    "this connection was disconnected, or its first key was refused; connect anew");
        }
        Optional<Integer> number = seal(vendor, connection.id(), fieldOf(connection.id(), kind), pasted, person);
        trail.record(new AuditEvent(
                AuditAction.CONNECTION_CHANGED,
                person,
                connection.id().toString(),
                "pasted: " + kind.word().replace('-', ' ')));
        return number;
    }

    /**
     * The field that what is pasted is sealed for: a key goes beside one that is there, and in place of one that waits
     * for its try, which would otherwise take the place of this later one.
     */
    public String fieldOf(ConnectionId connection, PastedKind kind) {
        boolean isNext = kind.isKey() && (vault.has(HeldKeys.ref(connection)) || tries.isOpen(connection));
        return isNext ? KeyTries.FIELD : kind.field();
    }

    /**
     * Takes a box that was sealed elsewhere for a place of a connection, which the caller holds.
     *
     * @return the number of the try; empty where nothing is tried
     */
    public Optional<Integer> submit(ConnectionId connection, KeyPlace place, byte[] box, Actor person) {
        UUID made = intake.submit(place.of(connection), place.terms(), box, person);
        return place.isNext() ? Optional.of(tries.ask(connection, made)) : Optional.empty();
    }

    private Optional<Integer> seal(PastedKeys vendor, ConnectionId id, String field, byte[] pasted, Actor person) {
        KeyPlace place = KeyPlace.of(vendor, field, vendors.host(vendor));
        IntakeKey key = IntakeKey.of(intake.publicKey());
        return submit(
                id, place, SealedSecret.box(key, Workspaces.bound(), place.of(id), place.terms(), pasted), person);
    }
}
