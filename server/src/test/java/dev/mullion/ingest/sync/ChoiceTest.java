package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.Sweeps;
import dev.mullion.sandbox.xero.Organisation;
import java.net.http.HttpResponse;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** One consent opens several organisations, and somebody says which of them are read, or none, or nothing at all. */
class ChoiceTest {

    private final ReadXero owner = ReadXero.connected();
    private final int liveBefore = ReadXero.vendor().liveRefreshTokens();
    private final ReadXero link = ReadXero.atTheDoor();
    private final Organisation second = Organisation.of("Second Made-up", "USD", "UTC");

    @Test
    void anOrganisationThatAnotherWorkspaceHasIsNamedAndTheOthersCanStillBeChosen() {
        ConsentId consent = choosing(owner.organisation, second);

        HttpResponse<String> refused =
                choose(consent, "&account=" + second.tenant() + "&account=" + owner.organisation.tenant());

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(refused.body()).select("[role=alert]").text())
                .contains("Made-up Traders", "another workspace");
        assertThat(link.connections()).isEmpty();
        assertThat(link.state(consent)).isEqualTo("choosing");
        assertThat(choose(consent, "&account=" + second.tenant()).statusCode()).isEqualTo(303);
        assertThat(link.connections()).hasSize(1);
    }

    @Test
    void whoWantsNoneOfThemEndsTheConsentItsTokenAndItsWays() {
        ConsentId consent = choosing(link.organisation, second);

        HttpResponse<String> answer = choose(consent, "&none=yes");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertEnded(consent, "none of its organisations was chosen");
        assertThat(link.trail("connection.consent-used")).containsExactly("0 connected");
    }

    @Test
    void aFormWithoutAChoiceIsTurnedAwayAndChangesNothing() {
        ConsentId consent = choosing(link.organisation, second);

        assertThat(choose(consent, "").statusCode()).isEqualTo(400);
        assertThat(choose(consent, "&account=x").statusCode()).isEqualTo(400);
        assertThat(choose(consent, "&account=" + owner.organisation.tenant()).statusCode())
                .isEqualTo(400);
        assertThat(choose(ConsentId.parse("csn_" + second.tenant()).orElseThrow(), "&account=x")
                        .statusCode())
                .isEqualTo(404);
        assertThat(link.state(consent)).isEqualTo("choosing");
    }

    @Test
    void aChoiceThatNobodyMakesEndsAfterHalfAnHour() {
        ConsentId consent = choosing(link.organisation, second);
        Sweeps.now(ReadXero.server());
        assertThat(link.state(consent)).isEqualTo("choosing");
        ReadXero.server()
                .asAdministrator("update mullion.consent set state_at = state_at - interval '31 minutes'"
                        + " where workspace_id = '" + link.workspace.id().value() + "'");

        Sweeps.now(ReadXero.server());

        assertEnded(consent, "nobody said which of its organisations are read");
    }

    private void assertEnded(ConsentId consent, String why) {
        assertThat(link.state(consent)).isEqualTo("ended");
        assertThat(link.said(consent)).isEqualTo(why);
        assertThat(link.secrets(consent)).isEmpty();
        assertThat(ReadXero.vendor().isOpen(link.organisation)).isFalse();
        assertThat(ReadXero.vendor().isOpen(second)).isFalse();
        assertThat(ReadXero.vendor().liveRefreshTokens()).isEqualTo(liveBefore);
    }

    private ConsentId choosing(Organisation... organisations) {
        link.consent(organisations);
        link.await(() -> link.state(link.consents().getLast()).equals("choosing"));
        return link.consents().getLast();
    }

    private HttpResponse<String> choose(ConsentId consent, String more) {
        String home = ReadXero.server()
                .get("/w/" + link.workspace.slug() + "/integrations/connect/xero", link.manager.header())
                .body();
        String csrf = Jsoup.parse(home).select("meta[name=csrf]").attr("content");
        return ReadXero.server()
                .post(
                        "/w/" + link.workspace.slug() + "/integrations/consents/" + consent,
                        "_csrf=" + csrf + more,
                        link.manager.header());
    }
}
