package dev.mullion.identity;

import dev.mullion.tenancy.Actor;
import org.springframework.stereotype.Component;

/** What members handed on of what they may do: it ends with their own right to it. */
@Component
record Delegations(ApiTokens tokens, ConnectLinks links) {

    /** Ends what a member made and that reaches further than they now do. */
    void endBeyond(PersonId maker, Permissions limit, Actor by) {
        tokens.revokeBeyond(maker, limit, by);
        links.withdrawBeyond(maker, limit, by);
    }
}
