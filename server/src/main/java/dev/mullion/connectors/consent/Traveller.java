package dev.mullion.connectors.consent;

import dev.mullion.tenancy.Actor;
import java.util.Optional;

/**
 * Who is sent to a vendor, and by what they are known again when they come back.
 *
 * @param known at most 200 characters, stored with the consent: it holds no secret
 */
public record Traveller(Actor actor, String known) {

    /** Known by their session. */
    public static Traveller member(Actor person) {
        return new Traveller(person, person.name());
    }

    /**
     * Known by the browser that they left with, which has a secret.
     *
     * @param browser the hash of that secret
     */
    public static Traveller byLink(Actor link, String browser) {
        return new Traveller(link, link.name() + "/" + browser);
    }

    /** What the same link's other travellers begin with: one is under way at a time. Empty for a member. */
    Optional<String> earlier() {
        return actor.kind() == Actor.Kind.LINK ? Optional.of(actor.name() + "/") : Optional.empty();
    }
}
