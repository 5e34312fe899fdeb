package dev.mullion.connectors.xero;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mullion.connectors.Connection.State;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.consent.Consent;
import dev.mullion.connectors.consent.ConsentAccounts;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.ConsentTokens;
import dev.mullion.connectors.consent.ConsentTokens.Field;
import dev.mullion.connectors.consent.ConsentTokens.Lease;
import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.connectors.xero.TokenEndpoint.Access;
import dev.mullion.connectors.xero.TokenEndpoint.Pair;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Access tokens of consents, in memory for their half hour and never stored. Each comes with a refresh token that is
 * used once: one renewal at a time, here by a lock and among servers by a lease, and the new refresh token is in the
 * vault before its access token is given to anybody. Where an answer was lost, Xero takes the one before for another
 * half hour; it is tried once. A server without the role worker has none of this.
 */
@Component
class XeroTokens {

    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** How long Xero takes a refresh token again whose answer was lost. */
    private static final Duration GRACE = Duration.ofMinutes(30);

    private static final Duration OTHER_SERVER = Duration.ofSeconds(5);

    private final XeroApi api;
    private final TokenEndpoint endpoint;
    private final Workspaces workspaces;
    private final ConsentTokens tokens;
    private final ConsentAccounts accounts;
    private final XeroFarewells farewells;
    private final Clock clock;
    private final Cache<ConsentId, Access> held =
            Caffeine.newBuilder().maximumSize(15_000).expireAfterWrite(LONGEST).build();
    private final ConsentLocks locks = new ConsentLocks();

    XeroTokens(
            XeroApi api,
            TokenEndpoint endpoint,
            Workspaces workspaces,
            ConsentTokens tokens,
            ConsentAccounts accounts,
            XeroFarewells farewells,
            Clock clock) {
        this.api = api;
        this.endpoint = endpoint;
        this.workspaces = workspaces;
        this.tokens = tokens;
        this.accounts = accounts;
        this.farewells = farewells;
        this.clock = clock;
    }

    /** What an exchanged code opened. */
    record Opened(HeldToken token, Optional<UUID> event) {}

    boolean canAsk() {
        return endpoint.canAsk();
    }

    /** A token that is good for a while, or a new one. */
    Pulled<HeldToken> of(WorkspaceId workspace, ConsentId consent) {
        ReentrantLock lock = locks.of(consent);
        lock.lock();
        try {
            Access known = held.getIfPresent(consent);
            return (known != null && clock.instant().isBefore(known.until()))
                    ? new Pulled.Got<>(known.token(), 0)
                    : renewed(workspace, consent);
        } finally {
            lock.unlock();
        }
    }

    /** What the newest token of a consent may do, as Xero said with it; empty where none is held here. */
    Optional<Map<String, String>> granted(ConsentId consent) {
        return Optional.ofNullable(held.getIfPresent(consent)).map(Access::granted);
    }

    void drop(ConsentId consent) {
        held.invalidate(consent);
    }

    /** Forgets a token that was refused; one that somebody else had renewed meanwhile stays. */
    void drop(ConsentId consent, HeldToken refused) {
        held.asMap().computeIfPresent(consent, (_, known) -> known.token().equals(refused) ? null : known);
    }

    /** Whether a call that went well just now was the first with the newest token. */
    boolean proves(ConsentId consent) {
        Access known = held.getIfPresent(consent);
        return known != null && known.isProved().compareAndSet(false, true);
    }

    /** Exchanges the code that a worker has put into the vault. */
    Pulled<Opened> exchanged(WorkspaceId workspace, ConsentId consent) {
        Optional<Lease> lease = workspaces.within(workspace, () -> tokens.take(consent));
        if (lease.isEmpty()) {
            return elsewhere();
        }
        Pulled<Pair> pair = endpoint.ask(workspace, consent, Field.CODE);
        return switch (pair) {
            case Pulled.Got<Pair>(Pair got, long bytes) -> {
                Pulled<HeldToken> kept = kept(workspace, lease.get(), got);
                yield kept instanceof Pulled.Got<HeldToken>(HeldToken token, long _)
                        ? new Pulled.Got<>(new Opened(token, got.event()), bytes)
                        : kept.failure();
            }
            case Pulled.Ended<Pair> ended ->
                ended(workspace, lease.get(), ended).failure();
            default -> {
                release(workspace, lease.get());
                yield pair.failure();
            }
        };
    }

    private Pulled<HeldToken> renewed(WorkspaceId workspace, ConsentId consent) {
        Optional<Consent> standing = standing(workspace, consent);
        if (standing.isEmpty()) {
            return ended();
        }
        Optional<Lease> lease = workspaces.within(workspace, () -> tokens.take(consent));
        if (lease.isEmpty()) {
            return elsewhere();
        }
        Pulled<Pair> pair = endpoint.ask(workspace, consent, Field.REFRESH);
        if (pair instanceof Pulled.Ended<Pair> && isInGrace(workspace, standing.get())) {
            pair = endpoint.ask(workspace, consent, Field.BEFORE);
        }
        return switch (pair) {
            case Pulled.Got<Pair>(Pair got, long _) -> kept(workspace, lease.get(), got);
            case Pulled.Ended<Pair> ended -> ended(workspace, lease.get(), ended);
            default -> {
                release(workspace, lease.get());
                yield pair.failure();
            }
        };
    }

    /** Empty where it has ended. */
    private Optional<Consent> standing(WorkspaceId workspace, ConsentId consent) {
        return workspaces
                .within(workspace, () -> accounts.find(consent))
                .filter(found -> found.state() != Consent.State.ENDED);
    }

    private static <T> Pulled<T> ended() {
        return new Pulled.Ended<>(State.DISCONNECTED, "the consent has ended; connect Xero again");
    }

    private <T> Pulled<T> elsewhere() {
        return new Pulled.Later<>(
                clock.instant().plus(OTHER_SERVER), "another server renews the token of this consent just now");
    }

    /** Only where the newest was never seen to work, and is young. */
    private boolean isInGrace(WorkspaceId workspace, Consent consent) {
        Instant at = consent.tokenAt();
        return at != null
                && clock.instant().isBefore(at.plus(GRACE))
                && workspaces.within(workspace, () -> tokens.has(consent.id(), Field.BEFORE));
    }

    /**
     * What goes beyond what was asked is never stored, and neither is what comes for a consent that has ended
     * meanwhile: the ways that it opened are closed at Xero.
     */
    private Pulled<HeldToken> kept(WorkspaceId workspace, Lease lease, Pair pair) {
        try (pair) {
            Optional<String> refusal = refusal(pair.granted());
            if (refusal.isPresent()) {
                farewells.forget(workspace, lease.consent(), pair);
                return ended(workspace, lease, new Pulled.Ended<>(State.REFUSED, refusal.get()));
            }
            try {
                workspaces.within(workspace, () -> {
                    return pair.refresh().expose(bytes -> {
                        tokens.keep(lease, bytes, api.client().host(XeroManifest.IDENTITY));
                        return true;
                    });
                });
            } catch (ConsentTokens.Taken _) {
                if (standing(workspace, lease.consent()).isPresent()) {
                    return elsewhere();
                }
                farewells.forget(workspace, lease.consent(), pair);
                return ended();
            }
            held.put(lease.consent(), pair.access());
            return new Pulled.Got<>(pair.access().token(), 0);
        }
    }

    /** Why a consent with these scopes is not read; empty where it is. */
    static Optional<String> refusal(Map<String, String> granted) {
        Manifest manifest = XeroManifest.manifest();
        List<String> broader = manifest.broader(granted);
        List<String> missing = manifest.missing(granted);
        return broader.isEmpty() && missing.isEmpty() ? Optional.empty() : Optional.of(refusal(broader, missing));
    }

    private static String refusal(List<String> broader, List<String> missing) {
        return broader.isEmpty()
                ? "the consent lacks " + String.join(", ", missing) + "; connect Xero again"
                : "the consent grants " + String.join(", ", broader.subList(0, Math.min(3, broader.size())))
                        + ", which Mullion does not ask for; Xero adds every consent of a user to this app together, so end"
                        + " the app at Xero and connect again";
    }

    /** Whoever lost the lease says nothing about the consent: its holder knows better. */
    private Pulled<HeldToken> ended(WorkspaceId workspace, Lease lease, Pulled.Ended<?> ended) {
        held.invalidate(lease.consent());
        boolean isSaid = workspaces.within(workspace, () -> {
            boolean isOurs = tokens.isHeld(lease);
            if (isOurs) {
                tokens.end(lease.consent(), ended.why(), Actor.system("sync"));
            }
            return isOurs;
        });
        return isSaid ? new Pulled.Ended<>(ended.state(), ended.why()) : elsewhere();
    }

    private void release(WorkspaceId workspace, Lease lease) {
        workspaces.within(workspace, () -> {
            tokens.release(lease);
            return true;
        });
    }

    /** Closes the ways of a consent that ended, with what was its refresh token. */
    boolean close(ConsentId consent, HeldToken refresh, List<UUID> links) {
        drop(consent);
        return farewells.close(consent, refresh, links);
    }
}
