package dev.mullion.connectors.consent;

import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Farewells;
import dev.mullion.connectors.consent.CodeFlow.Farewell;
import dev.mullion.connectors.consent.Consent.Account;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Ends consents, inside an open door: here in the transaction, and at the vendor when it is over. There only that is
 * closed which no workspace of this installation has: a vendor may know one way of a person to an account, however many
 * of their consents lead to it.
 */
@Component
class ConsentEndings {

    /** Asked for when something ends: vendors' flows are made of what uses this. */
    private final ObjectProvider<CodeFlow> flows;

    private final ConsentRows rows;
    private final ConsentTokens tokens;
    private final Connections connections;
    private final Farewells farewells;

    ConsentEndings(
            ObjectProvider<CodeFlow> flows,
            ConsentRows rows,
            ConsentTokens tokens,
            Connections connections,
            Farewells farewells) {
        this.flows = flows;
        this.rows = rows;
        this.tokens = tokens;
        this.connections = connections;
        this.farewells = farewells;
    }

    /** Nothing lives on it any more, or ever did. */
    void end(Consent consent, String why, Actor actor) {
        end(consent, unclaimed(consent).toList(), why, actor);
    }

    /** An account of it was disconnected; the consent ends with its last. */
    void part(Consent consent, Account account, Actor actor) {
        connections.releaseAccount(consent.connector(), account.account().toString());
        if (consent.state() == Consent.State.ENDED) {
            return;
        }
        if (rows.living(consent.id()) == 0) {
            List<UUID> links = Stream.concat(Stream.of(account.vendorLink()), unclaimed(consent))
                    .distinct()
                    .toList();
            end(consent, links, "disconnected here", actor);
        } else if (flow(consent).filter(CodeFlow::canAsk).isPresent()) {
            tell(consent, null, List.of(account.vendorLink()));
        }
    }

    /** The ways to what no workspace has, and to which no other consent of this one leads. */
    private Stream<UUID> unclaimed(Consent consent) {
        Set<UUID> elsewhere = rows.linksOfOthers(consent.id());
        return consent.accounts().stream()
                .filter(account -> !elsewhere.contains(account.vendorLink()))
                .filter(account -> !connections.isTaken(
                        consent.connector(), account.account().toString()))
                .map(Account::vendorLink);
    }

    private void end(Consent consent, List<UUID> links, String why, Actor actor) {
        Optional<HeldToken> token = flow(consent)
                .filter(CodeFlow::canAsk)
                .filter(_ -> !links.isEmpty() && tokens.has(consent.id(), ConsentTokens.Field.REFRESH))
                .map(flow ->
                        tokens.open(consent.id(), ConsentTokens.Field.REFRESH, flow.tokenHost(), "end-at-the-vendor"));
        tokens.end(consent.id(), why, actor);
        token.ifPresent(held -> tell(consent, held, links));
    }

    private void tell(Consent consent, @Nullable HeldToken token, List<UUID> vendorLinks) {
        Farewell farewell = new Farewell(Workspaces.bound(), consent.id(), token, vendorLinks);
        Workspaces.afterCommit(() ->
                farewells.say(() -> flow(consent).orElseThrow().end(farewell), () -> {
                    if (token != null) {
                        token.close();
                    }
                }));
    }

    private Optional<CodeFlow> flow(Consent consent) {
        return flows.stream()
                .filter(flow -> flow.connector().equals(consent.connector()))
                .findFirst();
    }
}
