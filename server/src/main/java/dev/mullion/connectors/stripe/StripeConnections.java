package dev.mullion.connectors.stripe;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.KeyTries;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.keys.IntakeKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.Intake;
import dev.mullion.vault.Purpose;
import dev.mullion.vault.SealedSecret;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.Vault;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Connects by a key that a person pasted, inside an open door. It is in a box that only a worker opens before anything
 * else is done with it; a worker on this server opens it right after the transaction.
 */
@Component
public class StripeConnections implements PastedKeys {

    private static final Actor SYNC = Actor.system("sync");

    private final Connections connections;
    private final StripeKeys keys;
    private final StripePuller puller;
    private final Vault vault;
    private final KeyTries tries;
    private final Intake intake;
    private final AuditTrail trail;

    StripeConnections(
            Connections connections,
            StripeKeys keys,
            StripePuller puller,
            Vault vault,
            KeyTries tries,
            Intake intake,
            AuditTrail trail) {
        this.connections = connections;
        this.keys = keys;
        this.puller = puller;
        this.vault = vault;
        this.tries = tries;
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
        return StripeSecret.pasted().stream().map(StripeSecret::word).toList();
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
    public Optional<Integer> take(Connection connection, String kind, byte[] pasted, Actor person) {
        return take(connection, StripeSecret.of(kind), pasted, person);
    }

    /**
     * Takes another key, or a secret that deliveries are verified by. A key for a connection that has one is tried
     * before it takes its place.
     *
     * @param pasted the caller's to wipe
     * @return the number of the try; empty where nothing is tried
     * @throws IllegalArgumentException for what is not of this kind, or of the other mode; nothing is kept of it
     */
    public Optional<Integer> take(Connection connection, StripeSecret kind, byte[] pasted, Actor person) {
        kind.check(pasted);
        if (kind == StripeSecret.API_KEY && StripeKey.modeOf(pasted) != connection.mode()) {
            throw new IllegalArgumentException("this key is of the other mode than the connection");
        }
        // Held: nobody ends or removes it between the look and the paste.
        if (!connections.holdLive(connection.id())) {
            throw new IllegalArgumentException(
                    "this connection was disconnected, or its first key was refused; connect anew");
        }
        StripeSecret place = placeOf(connection.id(), kind);
        UUID box = seal(connection.id(), place, pasted, person);
        trail.record(new AuditEvent(
                AuditAction.CONNECTION_CHANGED,
                person,
                connection.id().toString(),
                "pasted: " + kind.word().replace('-', ' ')));
        return place == StripeSecret.NEXT_API_KEY ? Optional.of(tries.ask(connection.id(), box)) : Optional.empty();
    }

    /**
     * Where what is pasted is sealed for: a key goes beside one that is there, and in place of one that waits for its
     * try, which would otherwise take the place of this later one.
     */
    public StripeSecret placeOf(ConnectionId connection, StripeSecret kind) {
        boolean isNext =
                kind == StripeSecret.API_KEY && (vault.has(StripeKeys.ref(connection)) || tries.isOpen(connection));
        return isNext ? StripeSecret.NEXT_API_KEY : kind;
    }

    @Override
    public Pulled<Boolean> tryNext(Link link, long version) {
        return puller.check(StripeKeys.next(link, version));
    }

    /** The key is lent to be sealed anew for its place, and to nobody else. */
    @Override
    public void accept(ConnectionId connection) {
        SecretRef next = StripeSecret.NEXT_API_KEY.of(connection);
        byte[] key = vault.open(next, new Purpose("use-the-next-key", SYNC), secret -> secret.expose(byte[]::clone));
        try {
            vault.store(StripeKeys.ref(connection), StripeSecret.API_KEY.terms(keys.host()), key, SYNC);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
        vault.remove(next, SYNC);
        keys.dropAfterCommit(connection);
    }

    @Override
    public void discard(ConnectionId connection) {
        vault.remove(StripeSecret.NEXT_API_KEY.of(connection), SYNC);
        keys.dropAfterCommit(connection);
    }

    private UUID seal(ConnectionId connection, StripeSecret kind, byte[] pasted, Actor person) {
        var ref = kind.of(connection);
        var terms = kind.terms(keys.host());
        byte[] box = SealedSecret.box(IntakeKey.of(intake.publicKey()), Workspaces.bound(), ref, terms, pasted);
        return intake.submit(ref, terms, box, person);
    }
}
