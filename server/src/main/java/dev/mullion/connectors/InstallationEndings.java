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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How installations that were disconnected here end at their vendor, inside the open door of their workspace. One that
 * a person was shown to own is ended there by a worker, in {@link #MOST_TRIES} tries at most; the claim stays until
 * that is known or given up, so that no try ends what somebody else has claimed since. One that rests on the operator's
 * word is let go at once and stays at the vendor: who mistyped its number does not take the App from a stranger.
 */
@Component
public class InstallationEndings {

    /** Within six hours of the first. */
    public static final int MOST_TRIES = 6;

    /** Longer than egress lets a vendor take to answer. */
    private static final Duration LENGTH = Duration.ofMinutes(2);

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

    /** One try to end an installation, the only one for a while. */
    public record Try(ConnectionId connection, long installation, int number) {}

    /** Begins the end of one that was disconnected here, in the transaction that does so; nothing for any other. */
    public void begin(ConnectionId id) {
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
                    .ifPresent(installation -> release(id, installation, Ending.leftOver(installation, null)));
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
        return tenant.sql("""
                select id
                  from connection
                 where workspace_id = :workspace
                   and farewell in ('due', 'saying')
                   and farewell_at <= :now
                 order by farewell_at, id
                 limit :most
                """)
                .param("now", now())
                .param("most", MOST)
                .query((row, _) -> new ConnectionId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Begins a try, and records it; empty where none is due, where somebody is at it, or where it goes on here. */
    public Optional<Try> take(ConnectionId id) {
        Optional<Try> taken = tenant.sql("""
                update connection
                   set farewell = 'saying', farewell_tries = farewell_tries + 1, farewell_at = :until
                 where workspace_id = :workspace
                   and id = :id
                   and ended_here
                   and farewell in ('due', 'saying')
                   and farewell_at <= :now
                returning installation, farewell_tries
                """)
                .param("until", Timestamp.from(clock.instant().plus(LENGTH)))
                .param("now", now())
                .param("id", id.value())
                .query((row, _) -> new Try(id, row.getLong("installation"), row.getInt("farewell_tries")))
                .optional();
        taken.ifPresent(one -> record(
                id,
                "GitHub is asked to end the installation, try " + one.number() + " of " + MOST_TRIES,
                Outcome.DONE));
        return taken;
    }

    /** It is no more, there as here: whoever is shown to own the account's next installation may connect it. */
    public void ended(Try one) {
        if (holds(one)) {
            release(
                    one.connection(),
                    one.installation(),
                    new Ending("said", "the App's installation was ended at GitHub", Outcome.DONE));
        }
    }

    /** A try came to nothing. After the last one it stays at the vendor, and is let go here. */
    public void failed(Try one, String why) {
        if (one.number() >= MOST_TRIES) {
            givenUp(one, why);
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

    /** Nothing more is tried. */
    public void givenUp(Try one, String why) {
        if (holds(one)) {
            release(one.connection(), one.installation(), Ending.leftOver(one.installation(), why));
        }
    }

    /** Where the vendor's own page of an installation is that was disconnected here and is still there. */
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

        /** @param why GitHub did not end it; null where it was not asked to */
        static Ending leftOver(long installation, @Nullable String why) {
            String said = "the App is still installed at GitHub, "
                    + (why == null
                            ? "since nobody was shown to own the installation"
                            : "which was not told: " + why.substring(0, Math.min(why.length(), 120)))
                    + "; its owner removes it at " + page(installation);
            return new Ending("unsaid", said, why == null ? Outcome.DONE : Outcome.FAILED);
        }
    }

    private static Duration pause(int tries) {
        return FIRST_PAUSE.multipliedBy((long) Math.pow(SLOWER, tries - 1.0));
    }

    /** Whether nobody has begun another try, or connected it anew; its row is held until the transaction ends. */
    private boolean holds(Try one) {
        return tenant.sql("""
                select id
                  from connection
                 where workspace_id = :workspace
                   and id = :id
                   and farewell = 'saying'
                   and farewell_tries = :number
                   for no key update
                """)
                .param("id", one.connection().value())
                .param("number", one.number())
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
