package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.consent.Consent;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.connectors.consent.Sweeps;
import dev.mullion.sandbox.xero.Organisation;
import dev.mullion.tenancy.Actor;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A connection lives on one consent, and a consent on which none lives is ended, whatever the order was. */
class LivesOnConsentTest {

    private final ReadXero link = ReadXero.atTheDoor();
    private final Organisation second = Organisation.of("Second Made-up", "USD", "UTC");

    @Test
    void theEarlierOfTwoToTheSameOrganisationsEndsWithItsToken() {
        ConsentId earlier = opened(link.organisation, second);
        ConsentId later = opened(link.organisation, second);

        assertThat(link.connections())
                .hasSize(2)
                .allSatisfy(each -> assertThat(livesOn(each)).isEqualTo(later));
        assertThat(link.state(earlier)).isEqualTo("ended");
        assertThat(link.secrets(earlier)).isEmpty();
        assertEveryOneIsRead();
    }

    @Test
    void oneThatLostAnOrganisationToAnotherEndsWithItsLast() {
        ConsentId both = opened(link.organisation, second);
        ConsentId one = opened(link.organisation);
        assertThat(link.state(both)).isEqualTo("live");

        link.disconnect(connectionOf(both));

        assertThat(link.state(both)).isEqualTo("ended");
        assertThat(link.secrets(both)).isEmpty();
        assertThat(link.state(one)).isEqualTo("live");
        assertThat(ReadXero.vendor().isOpen(second)).isFalse();
        assertThat(ReadXero.vendor().isOpen(link.organisation)).isTrue();
        ReadXero.vendor().forgetAccess();
        assertEveryOneIsRead();
    }

    /** Two ways to Xero stand open; who left first comes back last. */
    @Test
    void theOneThatWasFinishedLastCounts() {
        link.willChoose(link.organisation);
        URI first = link.leave();
        URI later = link.leave();
        link.visit(later);
        link.await(() -> link.state(link.consents().getLast()).equals("live"));
        link.visit(first);
        link.await(() -> link.state(link.consents().getFirst()).equals("live"));

        ConsentId finishedLast = link.consents().getFirst();
        assertThat(livesOn(link.connection())).isEqualTo(finishedLast);
        assertThat(link.state(link.consents().getLast())).isEqualTo("ended");
        assertEveryOneIsRead();
        link.disconnect(link.id());
        assertThat(link.state(finishedLast)).isEqualTo("ended");
        assertThat(link.secrets(finishedLast)).isEmpty();
    }

    @Test
    void whatCameToNothingIsForgottenAfterADayAndWhatAConnectionLivedOnIsNot() {
        ConsentId opened = opened(link.organisation);
        link.disconnect(link.id());
        link.consent();
        assertThat(link.consents()).hasSize(2);
        ReadXero.server()
                .asAdministrator("update mullion.consent set state_at = state_at - interval '25 hours'"
                        + " where workspace_id = '" + link.workspace.id().value() + "'");

        Sweeps.now(ReadXero.server());

        assertThat(link.consents()).containsExactly(opened);
    }

    /** Consents to these, and connects every one of them. */
    private ConsentId opened(Organisation... organisations) {
        int before = link.consents().size();
        link.consent(organisations);
        link.await(() -> link.consents().size() > before
                && List.of("choosing", "live")
                        .contains(link.state(link.consents().getLast())));
        ConsentId consent = link.consents().getLast();
        if (organisations.length > 1) {
            link.inside(() -> ReadXero.bean(Consents.class)
                    .choose(
                            consent,
                            Stream.of(organisations).map(Organisation::tenant).toList(),
                            Actor.OPERATOR));
        }
        link.connections().forEach(each -> link.inside(() -> ReadGitHub.isNotDue(each.id())));
        return consent;
    }

    private ConsentId livesOn(Connection connection) {
        return link.inside(() -> ReadXero.bean(Consents.class).of(connection.id()))
                .orElseThrow()
                .id();
    }

    /** The one that lives on this consent. */
    private dev.mullion.connectors.ConnectionId connectionOf(ConsentId consent) {
        return link.connections().stream()
                .filter(each -> livesOn(each).equals(consent))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void assertEveryOneIsRead() {
        List<Connection> live =
                link.connections().stream().filter(each -> !each.endedHere()).toList();
        assertThat(live)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(link.read(each.id()).state()).isEqualTo(SyncRun.State.COMPLETE));
        assertThat(live)
                .allSatisfy(each -> assertThat(
                                link.inside(() -> ReadXero.bean(Consents.class).of(each.id()))
                                        .orElseThrow()
                                        .state())
                        .isEqualTo(Consent.State.LIVE));
    }
}
