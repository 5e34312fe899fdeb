package dev.mullion.connectors;

import dev.mullion.connectors.Puller.Link;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.Purpose;
import dev.mullion.vault.SecretAdmitted;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.SecretUnavailable;
import dev.mullion.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The keys that were pasted, as they are used. Each is opened once a minute of a run and audited each time, instead of
 * once a request, and held in memory until that minute is over; when somebody disconnects, it is wiped here at once and
 * on other servers after that minute.
 */
@Component
public class HeldKeys {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Actor ACTOR = Actor.system("sync");

    private final Workspaces workspaces;
    private final Connections connections;
    private final Vault vault;
    private final KeyVendors vendors;
    private final Clock clock;
    private final boolean isWorker;
    private final HeldSecrets held = new HeldSecrets(LONGEST);

    HeldKeys(
            Workspaces workspaces,
            Connections connections,
            Vault vault,
            KeyVendors vendors,
            Settings settings,
            Clock clock) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.vault = vault;
        this.vendors = vendors;
        this.clock = clock;
        this.isWorker = settings.custody().isWorker();
    }

    /** Whether this server may open any. */
    public boolean canOpen() {
        return isWorker;
    }

    /** Where the key that is used is sealed for. */
    public static SecretRef ref(ConnectionId connection) {
        return new SecretRef(connection.value(), PastedKeys.FIELD);
    }

    /**
     * The same connection, asked with the key that waits. A connection by key has no account number: the version stands
     * in that place, below zero, so that none that is held is ever taken for the one that came after it.
     */
    public static Link next(Link link, long version) {
        return new Link(link.workspace(), link.connection(), -version);
    }

    /** Whether a question is asked with a key that waits: what is found out holds for that one alone. */
    public static boolean isNext(Link link) {
        return link.account() < 0;
    }

    private static SecretRef ref(Link link) {
        return isNext(link) ? KeyTries.ref(link.connection()) : ref(link.connection());
    }

    private boolean isThere(Link link) {
        OptionalLong version = vault.version(ref(link));
        return version.isPresent() && (!isNext(link) || version.getAsLong() == -link.account());
    }

    /** What is held of a connection's keys is forgotten when the open transaction is over. */
    void dropAfterCommit(ConnectionId connection) {
        Link link = new Link(Workspaces.bound(), connection, 0);
        Workspaces.afterCommit(() -> held.dropAll(link));
    }

    /**
     * The key to ask with, a copy that the caller wipes. Never inside a door: it opens one.
     *
     * @return a failure where there is none, or it does not open; the end of the link where it is no key of the
     *     vendor's
     */
    public Pulled<HeldSecret> of(Link link) {
        return held.copyOf(link, clock.instant())
                .<Pulled<HeldSecret>>map(known -> new Pulled.Got<>(known, 0))
                .orElseGet(() -> opened(link));
    }

    /** Another one is here: the next question is asked with it, and so before anything is begun because it is here. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void another(SecretAdmitted admitted) {
        held.dropAll(
                new Link(admitted.workspace(), new ConnectionId(admitted.ref().owner()), 0));
    }

    /** The vendor refuses it: the next question opens what is sealed then. */
    public void drop(Link link) {
        held.drop(link);
    }

    @EventListener
    void disconnected(Disconnected gone) {
        held.dropAll(gone.link());
    }

    private Pulled<HeldSecret> opened(Link link) {
        try {
            Pulled<HeldSecret> opened = workspaces.within(link.workspace(), () -> {
                Optional<Connection> found = connections.find(link.connection()).filter(one -> !one.endedHere());
                if (found.isEmpty() || !isThere(link)) {
                    return new Pulled.Failed<>("no key was pasted yet; paste one on the page of the connection");
                }
                return opened(link, found.get());
            });
            return opened instanceof Pulled.Got<HeldSecret>(HeldSecret secret, long _) ? held(link, secret) : opened;
        } catch (SecretUnavailable _) {
            return new Pulled.Failed<>("the key does not open; paste it again");
        }
    }

    /**
     * Whoever sealed it may have left out the look at what it is: what is no key of the vendor's is thrown away unused.
     */
    private Pulled<HeldSecret> opened(Link link, Connection connection) {
        PastedKeys vendor = vendorOf(connection);
        Purpose purpose = new Purpose("read-" + connection.connector(), ACTOR);
        byte[] key = vault.open(ref(link), purpose, secret -> secret.expose(byte[]::clone));
        try {
            if (vendor.modeOf(key) != connection.mode()) {
                throw new IllegalArgumentException("this key is not of the mode that was connected");
            }
        } catch (IllegalArgumentException e) {
            Arrays.fill(key, (byte) 0);
            vault.remove(ref(link), ACTOR);
            return new Pulled.Ended<>(Connection.State.REFUSED, String.valueOf(e.getMessage()));
        }
        Instant now = clock.instant();
        return new Pulled.Got<>(new HeldSecret(key, vendors.host(vendor), now, now.plus(LONGEST)), 0);
    }

    /** Once it is recorded that it was opened, and not before. */
    private Pulled<HeldSecret> held(Link link, HeldSecret secret) {
        HeldSecret copy = secret.copy().orElseThrow();
        held.hold(link, secret);
        return new Pulled.Got<>(copy, 0);
    }

    /**
     * The key that waits takes the place of the one that was used. It is lent to be sealed anew, and to nobody else.
     */
    public void accept(Connection connection) {
        SecretRef next = KeyTries.ref(connection.id());
        KeyPlace used = KeyPlace.of(vendorOf(connection), PastedKeys.FIELD, vendors.host(vendorOf(connection)));
        byte[] key = vault.open(next, new Purpose("use-the-next-key", ACTOR), secret -> secret.expose(byte[]::clone));
        try {
            vault.store(used.of(connection.id()), used.terms(), key, ACTOR);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
        discard(connection.id());
    }

    /** The key that waits is deleted. */
    public void discard(ConnectionId connection) {
        vault.remove(KeyTries.ref(connection), ACTOR);
        dropAfterCommit(connection);
    }

    private PastedKeys vendorOf(Connection connection) {
        return vendors.of(connection.connector())
                .orElseThrow(() -> new IllegalStateException("no keys are taken of " + connection.connector()));
    }
}
