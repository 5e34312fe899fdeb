package dev.mullion.identity;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.identity.Caller.PersonCaller;
import dev.mullion.tenancy.Actor;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * One-time links into a session, and the way out of it. What happens is recorded in every workspace of the person; if
 * it cannot be recorded, nobody is signed in. Safe to share between threads.
 */
@Component
public class SignIn {

    private final OneTimeLinks links;
    private final Sessions sessions;
    private final Memberships memberships;
    private final PersonTrail trail;

    SignIn(OneTimeLinks links, Sessions sessions, Memberships memberships, PersonTrail trail) {
        this.links = links;
        this.sessions = sessions;
        this.memberships = memberships;
        this.trail = trail;
    }

    /**
     * A sign-in link for the person with this address, for 15 minutes.
     *
     * @throws Declined when nobody who belongs to a workspace has this address
     */
    public OneTimeLink link(EmailAddress email, Actor by) {
        return memberships.find(email).map(person -> link(person, by)).orElseThrow(SignIn::nobody);
    }

    /**
     * A sign-in link for this person, for 15 minutes. For the operator alone: a session reaches every workspace of the
     * person, so a link made by one workspace's manager would let them into the others.
     *
     * @throws Declined when the person belongs to no workspace, or somebody else than the operator asks
     */
    public OneTimeLink link(PersonId person, Actor by) {
        if (by.kind() != Actor.Kind.OPERATOR) {
            throw new Declined("only the operator makes sign-in links; ask them for one");
        }
        return trail.change(
                        person, event(AuditAction.LINK_MADE, by, person), () -> Optional.of(links.forPerson(person)))
                .orElseThrow(SignIn::nobody);
    }

    /** Whether {@link #open} would let somebody in now. Uses nothing up. */
    public boolean opens(Credential secret) {
        return links.personOf(secret).isPresent();
    }

    /**
     * Uses a link up and signs its person in; empty when it is unknown, used, expired, or its person belongs nowhere.
     */
    public Optional<Session> open(Credential secret) {
        return links.personOf(secret)
                .flatMap(person -> trail.change(
                                person,
                                event(AuditAction.SIGNED_IN, Caller.actorOf(person), person),
                                () -> openFor(person, secret))
                        .map(sessions::sign));
    }

    private Optional<Sessions.Row> openFor(PersonId person, Credential secret) {
        return links.consume(secret, OneTimeLinks.SIGN_IN) ? Optional.of(sessions.open(person)) : Optional.empty();
    }

    /** Ends the session. That comes first: it holds even if it cannot be recorded. */
    public void signOut(PersonCaller caller) {
        sessions.revoke(caller.session());
        trail.record(caller.person(), event(AuditAction.SIGNED_OUT, caller.actor(), caller.person()));
    }

    private static AuditEvent event(AuditAction action, Actor by, PersonId person) {
        return new AuditEvent(action, by, person.toString(), "");
    }

    private static Declined nobody() {
        return new Declined("nobody with this address belongs to a workspace; add them with bin/mullion person add");
    }
}
