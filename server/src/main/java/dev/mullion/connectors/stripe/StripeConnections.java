package dev.mullion.connectors.stripe;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.keys.IntakeKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.Intake;
import dev.mullion.vault.SealedSecret;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Connects by a key that a person pasted, inside an open door. It is in a box that only a worker opens before anything
 * else is done with it; a worker on this server opens it right after the transaction.
 */
@Component
public class StripeConnections implements PastedKeys {

    private final Connections connections;
    private final StripeKeys keys;
    private final Intake intake;
    private final AuditTrail trail;

    StripeConnections(Connections connections, StripeKeys keys, Intake intake, AuditTrail trail) {
        this.connections = connections;
        this.keys = keys;
        this.intake = intake;
        this.trail = trail;
    }

    @Override
    public String connector() {
        return "stripe";
    }

    @Override
    public String field() {
        return StripeKeys.FIELD;
    }

    @Override
    public List<String> kinds() {
        return Arrays.stream(StripeSecret.values()).map(StripeSecret::word).toList();
    }

    /**
     * Makes a connection of the key's own mode.
     *
     * @param key the caller's to wipe
     * @throws IllegalArgumentException for what is no restricted key; nothing is kept of it
     * @throws Connections.OtherMode where a connection of the other mode is here
     */
    @Override
    public ConnectionId connect(byte[] key, Actor person) {
        ConnectionId made =
                connections.addKeyed("stripe", StripeKey.modeOf(key), person).id();
        seal(made, StripeSecret.API_KEY, key, person);
        return made;
    }

    @Override
    public void take(Connection connection, String kind, byte[] pasted, Actor person) {
        take(connection, StripeSecret.of(kind), pasted, person);
    }

    /**
     * Takes another key, or a secret that deliveries are verified by.
     *
     * @param pasted the caller's to wipe
     * @throws IllegalArgumentException for what is not of this kind, or of the other mode; nothing is kept of it
     */
    public void take(Connection connection, StripeSecret kind, byte[] pasted, Actor person) {
        kind.check(pasted);
        if (kind == StripeSecret.API_KEY && StripeKey.modeOf(pasted) != connection.mode()) {
            throw new IllegalArgumentException("this key is of the other mode than the connection");
        }
        // Held: nobody ends or removes it between the look and the paste.
        if (!connections.holdLive(connection.id())) {
            throw new IllegalArgumentException(
                    "this connection was disconnected, or its first key was refused; connect anew");
        }
        seal(connection.id(), kind, pasted, person);
        trail.record(new AuditEvent(
                AuditAction.CONNECTION_CHANGED,
                person,
                connection.id().toString(),
                "pasted: " + kind.word().replace('-', ' ')));
    }

    private void seal(ConnectionId connection, StripeSecret kind, byte[] pasted, Actor person) {
        var ref = kind.of(connection);
        var terms = kind.terms(keys.host());
        byte[] box = SealedSecret.box(IntakeKey.of(intake.publicKey()), Workspaces.bound(), ref, terms, pasted);
        intake.submit(ref, terms, box, person);
    }
}
