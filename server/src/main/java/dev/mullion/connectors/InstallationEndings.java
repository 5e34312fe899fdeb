package dev.mullion.connectors;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.Outcome;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How installations that were disconnected here end at their vendor, inside the open door of their workspace. One that
 * a person was shown to own is ended there by a worker, in {@link #MOST_TRIES} tries at most; the claim stays until
 * that is known or given up, so that no try ends what somebody else has claimed since. One that rests on the operator's
 * word is let go at once and stays at the vendor, unless that ended it before: who mistyped its number does not take
 * the App from a stranger.
 */
@Component
public class InstallationEndings {

    /** Within six hours of the first. */
    public static final int MOST_TRIES = 6;

    /** Longer than egress lets a vendor take to answer. */
    private static final Duration LENGTH = Duration.ofMinutes(2);

    /** What a vendor may take of that to answer, once it was asked. */
    private static final Duration ANSWER = Duration.ofMinutes(1);

    /** How long servers that cannot ask leave one to those that can. */
    private static final Duration UNASKED = Duration.ofHours(6);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int SLOWER = 4;
    private static final int MOST = 50;
    private static final Actor SYNC = Actor.system("sync");

    private final TenantSql tenant;
    private final HookRoutes routes;
    private final AuditTrail audit;
    private final Clock clock;

    InstallationEndings(TenantSql tenant, HookRoutes routes, AuditTrail audit, Clock clock) {
        this.tenant = tenant;
        this.routes = routes;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * One try to end an installation, the only one for a while.
     *
     * @param until when its time is over
     */
    public record Try(ConnectionId connection, long installation, int number, Instant until) {}

    /**
     * Begins the end of one that was disconnected here, in the transaction that does so; nothing for any other.
     *
     * @param before as it stood until then
     */
    public void begin(Connection before) {
        begin(before.id(), before.isEndedByVendor());
    }

    /** The same for one of which nothing is known but that it was disconnected here. */
    public void begin(ConnectionId id) {
        begin(id, false);
    }

    /** One that somebody was shown to own is asked for even where it is gone: GitHub's answer is the surer word. */
    private void begin(ConnectionId id, boolean isGone) {
        boolean isOwned = tenant.sql("""
                update connection
                   set farewell = 'due', farewell_tries = 0, farewell_at = :now, said = :why
                 where workspace_id = :workspace
                   and id = :id
                   and kind = 'app'
                   and ended_here
                   and farewell is null
                   and account is not null
                """)
                        .param("now", now())
                        .param("why", "GitHub is being told that the installation ends")
                        .param("id", id.value())
                        .update()
                > 0;
        if (!isOwned) {
            tenant.sql("""
                    select installation
                      from connection
                     where workspace_id = :workspace
                       and id = :id
                       and kind = 'app'
                       and ended_here
                       and farewell is null
                       for no key update
                    """)
                    .param("id", id.value())
                    .query(Long.class)
                    .optional()
                    .ifPresent(installation ->
                            release(id, installation, isGone ? Ending.before() : Ending.leftOver(installation, null)));
        }
    }

    /** Whether a disconnect ends it at its vendor: somebody was shown to own it. */
    public boolean willEnd(ConnectionId id) {
        return tenant.sql("""
                select account is not null
                  from connection
                 where workspace_id = :workspace
                   and id = :id
                """).param("id", id.value()).query(Boolean.class).single();
    }

    /** Those that were disconnected here without {@link #begin}, as earlier versions did. */
    public List<ConnectionId> unbegun() {
        return tenant.sql("""
                select id
                  from connection
                 where workspace_id = :workspace
                   and kind = 'app'
                   and ended_here
                   and farewell is null
                 order by state_at, id
                 limit :most
                """)
                .param("most", MOST)
                .query((row, _) -> new ConnectionId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Those that a try is due for, the longest waiting first. */
    public List<ConnectionId> due() {
        return due(clock.instant());
    }

    private List<ConnectionId> due(Instant at) {
        return tenant.sql("""
                select id
                  from connection
                 where workspace_id = :workspace
                   and farewell in ('due', 'saying')
                   and farewell_at <= :at
                 order by farewell_at, id
                 limit :most
                """)
                .param("at", Timestamp.from(at))
                .param("most", MOST)
                .query((row, _) -> new ConnectionId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Lets those go that were due for hours: no server that can ask was there. Nothing is asked, nor said to be. */
    public void giveUpUnasked() {
        Instant at = clock.instant().minus(UNASKED);
        due(at).forEach(id ->
                giveUp(id, at, 0, "no worker with the App's key has asked it for " + UNASKED.toHours() + " hours"));
    }

    /**
     * Begins a try, and records it; empty where none is due, where somebody is at it, or where it goes on here. Where
     * the last try was begun and nobody knows how it ended, none follows.
     */
    public Optional<Try> take(ConnectionId id) {
        giveUp(id, clock.instant(), MOST_TRIES, "the server stopped in the last try");
        Optional<Try> taken = tenant.sql("""
                update connection
                   set farewell = 'saying', farewell_tries = farewell_tries + 1, farewell_at = :until
                 where workspace_id = :workspace
                   and id = :id
                   and ended_here
                   and farewell in ('due', 'saying')
                   and farewell_at <= :now
                returning installation, farewell_tries, farewell_at
                """)
                .param("until", Timestamp.from(clock.instant().plus(LENGTH)))
                .param("now", now())
                .param("id", id.value())
                .query((row, _) -> new Try(
                        id,
                        row.getLong("installation"),
                        row.getInt("farewell_tries"),
                        row.getTimestamp("farewell_at").toInstant()))
                .optional();
        taken.ifPresent(one -> record(
                id,
                "GitHub is asked to end the installation, try " + one.number() + " of " + MOST_TRIES,
                Outcome.DONE));
        return taken;
    }

    /** Whether enough of its time is left for the vendor to be asked now. A process may stand still for minutes. */
    public boolean isInTime(Try one) {
        return clock.instant().isBefore(one.until().minus(ANSWER));
    }

    /** It is no more, there as here: whoever is shown to own the account's next installation may connect it. */
    public void ended(Try one) {
        settle(one, new Ending("said", "the App's installation was ended at GitHub", Outcome.DONE));
    }

    /** The vendor knows nothing of it: this try, an earlier one or somebody there ended it. */
    public void unknown(Try one) {
        settle(one, new Ending("said", "GitHub knows the App's installation no more", Outcome.DONE));
    }

    /** A try came to nothing. After the last one it stays at the vendor, and is let go here. */
    public void failed(Try one, String why) {
        if (one.number() >= MOST_TRIES) {
            settle(one, Ending.leftOver(one.installation(), why));
        } else if (holds(one)) {
            tenant.sql("""
                    update connection
                       set farewell = 'due', farewell_at = :next
                     where workspace_id = :workspace
                       and id = :id
                    """)
                    .param("next", Timestamp.from(clock.instant().plus(pause(one.number()))))
                    .param("id", one.connection().value())
                    .update();
        }
    }

    private void settle(Try one, Ending ending) {
        if (holds(one)) {
            release(one.connection(), one.installation(), ending);
        }
    }

    /** Nothing more is tried of one that was due at that moment, after so many tries at least. */
    private void giveUp(ConnectionId id, Instant due, int tries, String why) {
        tenant.sql("""
                select installation
                  from connection
                 where workspace_id = :workspace
                   and id = :id
                   and ended_here
                   and farewell in ('due', 'saying')
                   and farewell_at <= :due
                   and farewell_tries >= :tries
                   for no key update
                """)
                .param("id", id.value())
                .param("due", Timestamp.from(due))
                .param("tries", tries)
                .query(Long.class)
                .optional()
                .ifPresent(installation -> release(id, installation, Ending.leftOver(installation, why)));
    }

    /** Where the vendor's own page of an installation is that was disconnected here and may still be there. */
    public Optional<URI> leftOver(ConnectionId id) {
        return tenant.sql("""
                select installation
                  from connection
                 where workspace_id = :workspace
                   and id = :id
                   and farewell = 'unsaid'
                """)
                .param("id", id.value())
                .query(Long.class)
                .optional()
                .map(InstallationEndings::page);
    }

    /** Where whoever owns an installation changes or ends it. */
    public static URI page(long installation) {
        return URI.create("https://github.com/settings/installations/" + installation);
    }

    /**
     * How it came out.
     *
     * @param said at most {@value Connections#LONGEST_WHY} characters
     */
    private record Ending(String word, String said, Outcome outcome) {

        static Ending before() {
            return new Ending("said", "GitHub had ended the App's installation before", Outcome.DONE);
        }

        /** @param why GitHub has not said that it ended it; null where it was not asked to */
        static Ending leftOver(long installation, @Nullable String why) {
            String said = "the App may still be installed at GitHub: "
                    + (why == null
                            ? "it is not noted here that somebody was shown to own the installation"
                            : "GitHub has not said that it ended it, " + why.substring(0, Math.min(why.length(), 120)))
                    + "; its owner removes it at " + page(installation);
            return new Ending("unsaid", said, why == null ? Outcome.DONE : Outcome.FAILED);
        }
    }

    private static Duration pause(int tries) {
        return FIRST_PAUSE.multipliedBy((long) Math.pow(SLOWER, tries - 1.0));
    }

    /**
     * Whether nobody has begun another try, or connected it anew; its row is held until the transaction ends. Numbers
     * begin anew with the next disconnect: the end of a try's time tells it from those.
     */
    private boolean holds(Try one) {
        return tenant.sql("""
                select id
                  from connection
                 where workspace_id = :workspace
                   and id = :id
                   and installation = :installation
                   and farewell = 'saying'
                   and farewell_tries = :number
                   and farewell_at = :until
                   for no key update
                """)
                .param("id", one.connection().value())
                .param("installation", one.installation())
                .param("number", one.number())
                .param("until", Timestamp.from(one.until()))
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    private void release(ConnectionId id, long installation, Ending ending) {
        tenant.sql("""
                update connection
                   set farewell = :word, farewell_at = :now, said = :said
                 where workspace_id = :workspace
                   and id = :id
                """)
                .param("word", ending.word())
                .param("now", now())
                .param("said", ending.said())
                .param("id", id.value())
                .update();
        routes.removeAccount("github", Long.toString(installation));
        record(id, ending.said() + "; the claim is released", ending.outcome());
    }

    private void record(ConnectionId id, String detail, Outcome outcome) {
        audit.record(new AuditEvent(AuditAction.INSTALLATION_ENDED, SYNC, id.toString(), detail, outcome));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
