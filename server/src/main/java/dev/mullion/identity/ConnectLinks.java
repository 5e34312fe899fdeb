package dev.mullion.identity;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.identity.ConnectLinkRows.Row;
import dev.mullion.identity.ConnectLinkRows.Target;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Uuid7;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Links by which the owner of an account at a vendor connects it to one workspace, once and within {@link #LIFE},
 * without being known here. Only a keyed hash of a link's secret is stored. Looking at one changes nothing. A link that
 * expired, was used or withdrawn, never was, or whose maker may not connect any more, is one and the same nothing. Safe
 * to share between threads.
 */
@Component
public class ConnectLinks {

    public static final Duration LIFE = Duration.ofMinutes(30);

    /** Longer than anybody waits for what a vendor says; a server that is killed meanwhile keeps it no longer. */
    private static final Duration LONGEST_TRY = Duration.ofMinutes(1);

    /** How many may be open in a workspace at once. */
    public static final int MOST_OPEN = 20;

    /** What every link's address begins with. */
    public static final String PATH = "/connect/link/";

    /** What the state begins with that travels with who came by a link; no workspace's name begins so. */
    public static final String MARK = "~";

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final ConnectLinkRows rows;
    private final LinkMakers makers;
    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final Door door;

    ConnectLinks(ConnectLinkRows rows, LinkMakers makers, Workspaces workspaces, TenantSql tenant, Door door) {
        this.rows = rows;
        this.makers = makers;
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.door = door;
    }

    /** Where links lead, when it is, and what is written down of it. */
    @Component
    record Door(PublicAddress address, AuditTrail trail, Clock clock) {}

    /** A link that was just made; its address cannot be had again. */
    public record Made(ConnectLinkId id, String connector, OneTimeLink link) {}

    /** One that still works, for those who may withdraw it. */
    public record Open(ConnectLinkId id, String connector, String madeBy, Instant expiresAt) {}

    /** Who came by a link, and all that they may know. */
    public record Guest(ConnectLinkId link, String connector, String workspace, String askedBy, Instant expiresAt) {

        /** Nobody knows who it is: the owner of the account, by this link. */
        public Actor actor() {
            return new Actor(Actor.Kind.LINK, link.toString());
        }
    }

    /**
     * Makes one, inside an open door, for somebody who may connect there.
     *
     * @throws Declined when {@link #MOST_OPEN} are open
     */
    public Made make(String connector, Actor maker) {
        WorkspaceLock.hold(tenant);
        rows.sweep();
        if (rows.open(MOST_OPEN).size() >= MOST_OPEN) {
            throw new Declined(
                    "this workspace has " + MOST_OPEN + " open links; withdraw one, or wait until one expires");
        }
        Instant expires = door.clock().instant().plus(LIFE);
        Row link = new Row(new ConnectLinkId(Uuid7.next(door.clock())), connector, maker, expires);
        Credential secret = Credential.random();
        rows.add(link, secret);
        record(AuditAction.CONNECT_LINK_MADE, maker, link.id(), connector + "; until " + expires);
        return new Made(
                link.id(),
                connector,
                new OneTimeLink(secret.expose(text -> door.address().pages().resolve(PATH + text)), expires));
    }

    /** Those that work in the workspace whose door is open, the latest first; at most {@link #MOST_OPEN}. */
    public List<Open> open() {
        return rows.open(MOST_OPEN).stream()
                .filter(link -> makers.mayStill(link.maker()))
                .map(link -> new Open(link.id(), link.connector(), makers.named(link.maker()), link.expiresAt()))
                .toList();
    }

    /**
     * Withdraws one of the workspace whose door is open.
     *
     * @throws NotHere when it has no such open link
     */
    public void withdraw(ConnectLinkId link, Actor by) {
        withdraw(rows.hold(link).orElseThrow(NotHere::new), by);
    }

    private void withdraw(Row held, Actor by) {
        rows.withdraw(held.id());
        record(AuditAction.CONNECT_LINK_WITHDRAWN, by, held.id(), held.connector());
    }

    /** Withdraws what a member made who may do no more than this from now on. */
    void withdrawBeyond(PersonId maker, Permissions limit, Actor by) {
        if (!LinkMakers.cover(limit)) {
            rows.open(MOST_OPEN).stream()
                    .filter(link -> link.maker().equals(Caller.actorOf(maker)))
                    .flatMap(link -> rows.hold(link.id()).stream())
                    .forEach(held -> withdraw(held, by));
        }
    }

    /** Who comes by this link; empty where it does not work. Uses nothing up. */
    public Optional<Guest> opened(Credential secret) {
        return visit(secret, Optional::of);
    }

    /** Does something inside the door of the link's workspace that does not use it up; empty where it does not work. */
    public <T> Optional<T> visit(Credential secret, Function<Guest, Optional<T>> work) {
        return within(secret, guest -> work.apply(guest));
    }

    /**
     * Does what a link is for, in one transaction of its workspace, and uses it up with it. Where {@code work} raises,
     * or has nothing to show, the link stays as it was. Of many at once one works; the others wait for it and find
     * nothing.
     */
    public <T> Optional<T> use(Credential secret, Function<Guest, Optional<T>> work) {
        return within(secret, guest -> {
            Optional<T> done = work.apply(guest);
            done.ifPresent(_ -> used(guest));
            return done;
        });
    }

    /** What came of the wish to begin something by a link. */
    public sealed interface Try<T> {

        /** It is under way; {@link #settle} says whether the link is used up by it. */
        record Begun<T>(T made) implements Try<T> {}

        /** Somebody is at it already, and what comes of that is not known yet. */
        record UnderWay<T>() implements Try<T> {}

        /** The link does not work. */
        record Nothing<T>() implements Try<T> {}
    }

    /**
     * Begins what a link is for where only somebody else can say whether it does. Until that is settled nobody begins
     * anything else by it, for a minute at most. Where {@code work} raises, the link stays as it was.
     */
    public <T> Try<T> begin(Credential secret, Function<Guest, T> work) {
        return beginIf(secret, guest -> Optional.of(work.apply(guest)));
    }

    /** The same for what may find that there is nothing to begin: then the link stays as it was. */
    public <T> Try<T> beginIf(Credential secret, Function<Guest, Optional<T>> work) {
        return this.<Try<T>>within(secret, guest -> {
                    if (rows.isTried(guest.link())) {
                        return Optional.of(new Try.UnderWay<>());
                    }
                    Optional<T> made = work.apply(guest);
                    made.ifPresent(_ ->
                            rows.tryUntil(guest.link(), door.clock().instant().plus(LONGEST_TRY)));
                    return made.map(Try.Begun::new);
                })
                .orElseGet(Try.Nothing::new);
    }

    /** Ends what was begun: the link is used up by it, or is as it was. One that was withdrawn meanwhile stays so. */
    public void settle(Credential secret, boolean isUsed) {
        within(secret, guest -> {
            rows.tryUntil(guest.link(), null);
            if (isUsed) {
                used(guest);
            }
            return Optional.of(isUsed);
        });
    }

    private void used(Guest guest) {
        rows.use(guest.link());
        record(AuditAction.CONNECT_LINK_USED, guest.actor(), guest.link(), guest.connector());
    }

    private <T> Optional<T> within(Credential secret, Function<Guest, Optional<T>> work) {
        return isPlausible(secret) ? rows.route(secret).flatMap(target -> within(target, work)) : Optional.empty();
    }

    private <T> Optional<T> within(Target target, Function<Guest, Optional<T>> work) {
        Optional<Workspace> workspace = workspaces.find(target.workspace());
        if (workspace.isEmpty()) {
            return Optional.empty();
        }
        try {
            return workspaces.within(
                    target.workspace(),
                    () -> rows.hold(target.link())
                            .filter(link -> makers.mayStill(link.maker()))
                            .map(link -> new Guest(
                                    link.id(),
                                    link.connector(),
                                    workspace.get().name(),
                                    makers.named(link.maker()),
                                    link.expiresAt()))
                            .flatMap(work));
        } catch (WorkspaceUnavailable unavailable) {
            if (unavailable.worthRetrying()) {
                throw unavailable;
            }
            return Optional.empty();
        }
    }

    private static boolean isPlausible(Credential secret) {
        return secret.expose(text -> SECRET.matcher(text).matches());
    }

    private void record(AuditAction action, Actor by, ConnectLinkId link, String detail) {
        door.trail().record(new AuditEvent(action, by, link.toString(), detail));
    }
}
