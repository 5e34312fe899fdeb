package dev.mullion.challenge;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.identity.Access;
import dev.mullion.identity.ApiTokens;
import dev.mullion.identity.Permissions;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.DatabaseAccess;
import dev.mullion.tenancy.SessionPastTheGuards;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Sets the game up in an installation that serves nothing else: {@code sample}, whose token and SQL are given away, and
 * {@code neighbour}, which hides the flag in three places that Mullion itself writes.
 */
@Component
public class Challenge {

    private final Company company;
    private final Workspaces workspaces;
    private final AuditTrail trail;
    private final ApiTokens tokens;
    private final Way way;

    Challenge(Company company, Workspaces workspaces, AuditTrail trail, ApiTokens tokens, Way way) {
        this.company = company;
        this.workspaces = workspaces;
        this.trail = trail;
        this.tokens = tokens;
        this.way = way;
    }

    /** How a session past the guards is opened. */
    @Component
    record Way(DatabaseAccess access, KeyRing keys, Clock clock) {}

    /**
     * Makes both companies, hides the flag and opens the door for SQL on 127.0.0.1.
     *
     * @param sqlPort 0 takes a free one
     * @param length how long the token lives
     * @throws java.io.UncheckedIOException when the port is taken
     */
    public Game begin(int sqlPort, Duration length) {
        Flag flag = Flag.random();
        Workspace sample = company.found("sample", "Sample member", "pane");
        Workspace neighbour = company.found("neighbour", flag.reveal(), flag.reveal());
        var event = new AuditEvent(AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "connection", flag.reveal());
        workspaces.within(neighbour.id(), () -> {
            trail.record(event);
            return true;
        });
        var wish = new ApiTokens.Request("of the challenge", Permissions.all(), length);
        ApiTokens.Made token = workspaces.within(sample.id(), () -> tokens.create(Access.ofOperator(sample), wish));
        return new Game(
                flag,
                token.secret(),
                () -> SessionPastTheGuards.of(way.access(), way.keys(), way.clock(), sample.id()),
                sqlPort);
    }
}
