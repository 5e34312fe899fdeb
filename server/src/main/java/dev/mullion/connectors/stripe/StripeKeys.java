package dev.mullion.connectors.stripe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Disconnected;
import dev.mullion.connectors.HeldSecret;
import dev.mullion.connectors.KeyTries;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.connectors.Pulled;
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
 * once a request; when somebody disconnects, it is forgotten here at once and on other servers after that minute.
 */
@Component
public class StripeKeys {

    /** The field of a connection that its key is sealed for. */
    public static final String FIELD = PastedKeys.FIELD;

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Actor ACTOR = Actor.system("sync");

    private final Workspaces workspaces;
    private final Connections connections;
    private final Vault vault;
    private final StripeApi api;
    private final Clock clock;
    private final boolean isWorker;
    private final Cache<Link, HeldSecret> held =
            Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(LONGEST).build();

    StripeKeys(
            Workspaces workspaces,
            Connections connections,
            Vault vault,
            StripeApi api,
            Settings settings,
            Clock clock) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.vault = vault;
        this.api = api;
        this.clock = clock;
        this.isWorker = settings.custody().isWorker();
    }

    boolean canOpen() {
        return isWorker;
    }

    /** Where a key is sealed for. */
    public static SecretRef ref(ConnectionId connection) {
        return new SecretRef(connection.value(), FIELD);
    }

    /** The one host that a key is sealed for. */
    public String host() {
        return api.host();
    }

    /**
     * The same connection, asked with the key that waits. Stripe has no account numbers: the version stands in that
     * place, below zero, so that none that is held is ever taken for the one that came after it.
     */
    static Link next(Link link, long version) {
        return new Link(link.workspace(), link.connection(), -version);
    }

    static boolean isNext(Link link) {
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
        Workspaces.afterCommit(() -> dropAll(link));
    }

    private void dropAll(Link link) {
        held.asMap()
                .keySet()
                .removeIf(one -> one.workspace().equals(link.workspace())
                        && one.connection().equals(link.connection()));
    }

    Pulled<HeldSecret> of(Link link) {
        HeldSecret known = held.getIfPresent(link);
        return known != null && known.isGoodAt(clock.instant()) ? new Pulled.Got<>(known, 0) : opened(link);
    }

    /** Another one is here: the next question is asked with it, and so before anything is begun because it is here. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void another(SecretAdmitted admitted) {
        dropAll(new Link(admitted.workspace(), new ConnectionId(admitted.ref().owner()), 0));
    }

    void drop(Link link) {
        held.invalidate(link);
    }

    @EventListener
    void disconnected(Disconnected gone) {
        dropAll(gone.link());
    }

    private Pulled<HeldSecret> opened(Link link) {
        try {
            return workspaces.within(link.workspace(), () -> {
                Optional<Connection> found = connections.find(link.connection()).filter(one -> !one.endedHere());
                if (found.isEmpty() || !isThere(link)) {
                    return new Pulled.Failed<>("no key was pasted yet: bin/mullion connection key stripe");
                }
                return opened(link, found.get());
            });
        } catch (SecretUnavailable _) {
            return new Pulled.Failed<>("the key does not open; paste it again");
        }
    }

    /** Whoever sealed it may have left out the look at what it is: what is no restricted key is thrown away unused. */
    private Pulled<HeldSecret> opened(Link link, Connection connection) {
        byte[] key = vault.open(ref(link), new Purpose("read-stripe", ACTOR), secret -> secret.expose(byte[]::clone));
        try {
            if (StripeKey.modeOf(key) != connection.mode()) {
                throw new IllegalArgumentException("this key is not of the mode that was connected");
            }
        } catch (IllegalArgumentException e) {
            Arrays.fill(key, (byte) 0);
            vault.remove(ref(link), ACTOR);
            return new Pulled.Ended<>(Connection.State.REFUSED, String.valueOf(e.getMessage()));
        }
        Instant now = clock.instant();
        HeldSecret secret = new HeldSecret(key, api.host(), now, now.plus(LONGEST));
        held.put(link, secret);
        return new Pulled.Got<>(secret, 0);
    }
}
