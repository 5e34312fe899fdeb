package dev.mullion.identity;

import dev.mullion.tenancy.Actor;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who made a link to connect by, as they stand now in the workspace whose door is open. */
@Component
class LinkMakers {

    private static final Permission NEEDED = Permission.manage(Permission.Domain.SETTINGS);

    private final Members members;
    private final ApiTokens tokens;

    LinkMakers(Members members, ApiTokens tokens) {
        this.members = members;
        this.tokens = tokens;
    }

    /** Whether these permissions make links, and keep those good that were made. */
    static boolean cover(Permissions permissions) {
        return permissions.allows(NEEDED);
    }

    /** Whether this maker could still make one: a link lives no longer than the right to it. */
    boolean mayStill(Actor maker) {
        return switch (maker.kind()) {
            case PERSON ->
                members.permissionsOf(PersonId.parse(maker.name()))
                        .filter(LinkMakers::cover)
                        .isPresent();
            case TOKEN ->
                tokens.permissionsOf(TokenId.parse(maker.name()))
                        .filter(LinkMakers::cover)
                        .isPresent();
            case OPERATOR -> true;
            case LINK, SYSTEM -> false;
        };
    }

    /** As strangers are told it. */
    String named(Actor maker) {
        return switch (maker.kind()) {
            case PERSON -> person(maker).map(member -> member.profile().name()).orElse("a former member");
            case TOKEN -> "a program of the workspace";
            case OPERATOR, LINK, SYSTEM -> "the person who runs this installation";
        };
    }

    private Optional<Members.Member> person(Actor maker) {
        return members.find(PersonId.parse(maker.name()));
    }
}
