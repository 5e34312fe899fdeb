package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.ConsentTokens;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.sandbox.xero.Mood;
import dev.mullion.sandbox.xero.Organisation;
import dev.mullion.tenancy.Actor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is ended at Xero is what one workspace read there, and nothing that the same person connected for another. */
class EndedAtXeroTest {

    private final int liveBefore = liveTokens();
    private final ReadXero mine = ReadXero.connected();
    private final ReadXero theirs = mine.elsewhere();

    @Test
    @Attack("isolation-49")
    void aDisconnectEndsNothingThatTheSamePersonConnectedToAnotherWorkspace() {
        theirs.connect();

        mine.disconnect(mine.id());

        assertThat(ReadXero.vendor().isOpen(mine.organisation)).isFalse();
        assertThat(mine.secrets(mine.consents().getFirst())).isEmpty();
        assertTheyAreStillRead();
    }

    @Test
    void theLastOfAPersonsDisconnectsEndsTheirTokensToo() {
        theirs.connect();

        mine.disconnect(mine.id());
        theirs.disconnect(theirs.id());

        assertThat(ReadXero.vendor().isOpen(theirs.organisation)).isFalse();
        assertThat(liveTokens()).isEqualTo(liveBefore);
    }

    @Test
    void whatNobodyChoseIsClosedWithTheConsentThatOpenedIt() {
        Organisation second = Organisation.of("Second Made-up", "USD", "UTC");
        ConsentId consent = choosing(theirs, theirs.organisation, second);
        choose(theirs, consent, theirs.organisation);

        theirs.disconnect(theirs.id());

        assertThat(ReadXero.vendor().isOpen(theirs.organisation)).isFalse();
        assertThat(ReadXero.vendor().isOpen(second)).isFalse();
        assertThat(ReadXero.vendor().isOpen(mine.organisation)).isTrue();
    }

    /** Xero knows one way of a person to an organisation, however often they consent. */
    @Test
    @Attack("isolation-49")
    void anOrganisationThatAnotherWorkspaceReadsStaysOpenWhenAConsentToItEnds() {
        ConsentId consent = choosing(theirs, theirs.organisation, mine.organisation);
        choose(theirs, consent, theirs.organisation);

        theirs.disconnect(theirs.id());

        assertThat(ReadXero.vendor().isOpen(theirs.organisation)).isFalse();
        ReadXero.vendor().forgetAccess();
        assertThat(mine.read().state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    @Test
    @Attack("isolation-49")
    void aConsentThatMayDoTooMuchEndsNothingOfTheSamePersonsElsewhere() {
        ReadXero.vendor().feel(Mood.BROAD);
        theirs.consent(theirs.organisation);
        theirs.await(() -> theirs.state(theirs.consents().getLast()).equals("ended"));
        ReadXero.vendor().feel(Mood.KIND);

        assertThat(theirs.secrets(theirs.consents().getLast())).isEmpty();
        assertThat(ReadXero.vendor().isOpen(theirs.organisation)).isFalse();
        ReadXero.vendor().forgetAccess();
        assertThat(mine.read().state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    /** Without its event a consent's organisations cannot be told from the others of its person. */
    @Test
    @Attack("isolation-49")
    void aTokenThatDoesNotSayWhichConsentItIsOfOpensNothing() {
        ReadXero.vendor().feel(Mood.NAMELESS_CONSENT);
        theirs.consent(theirs.organisation);
        theirs.await(() -> !List.of("asked", "sealed")
                .contains(theirs.state(theirs.consents().getLast())));
        ReadXero.vendor().feel(Mood.KIND);

        ConsentId consent = theirs.consents().getLast();
        assertThat(theirs.state(consent)).isEqualTo("ended");
        assertThat(theirs.said(consent)).contains("did not say which consent");
        assertThat(theirs.secrets(consent)).isEmpty();
        assertThat(theirs.connections()).isEmpty();
    }

    /** A server that cannot tell Xero ends the connection while another one renews its token. */
    @Test
    @Attack("secrets-29")
    void whatIsRenewedWhileItsConsentEndsIsEndedToo() throws InterruptedException {
        mine.read();
        ReadXero.vendor().forgetAccess();
        Halt halt = ReadXero.vendor().haltAt(mine.organisation, "/connect/token", 0);
        Asked.Begun run = (Asked.Begun) ReadXero.bean(Syncs.class).ask(mine.workspace.id(), mine.id(), Actor.OPERATOR);
        assertThat(halt.isReached()).isTrue();

        mine.inside(() -> {
            Connections connections = ReadXero.bean(Connections.class);
            connections.disconnect(mine.id(), Actor.OPERATOR);
            connections.releaseAccount("xero", mine.organisation.tenant().toString());
            ReadXero.bean(ConsentTokens.class).end(mine.consents().getFirst(), "disconnected here", Actor.OPERATOR);
            return true;
        });
        halt.release();
        ReadGitHub.ended(run);

        assertThat(mine.secrets(mine.consents().getFirst())).isEmpty();
        assertThat(ReadXero.vendor().isOpen(mine.organisation)).isFalse();
        assertThat(liveTokens()).isEqualTo(liveBefore);
    }

    private static ConsentId choosing(ReadXero who, Organisation... organisations) {
        who.consent(organisations);
        who.await(() -> who.state(who.consents().getLast()).equals("choosing"));
        return who.consents().getLast();
    }

    private static void choose(ReadXero who, ConsentId consent, Organisation organisation) {
        who.inside(() -> ReadXero.bean(Consents.class).choose(consent, List.of(organisation.tenant()), Actor.OPERATOR));
    }

    private void assertTheyAreStillRead() {
        ReadXero.vendor().forgetAccess();
        assertThat(ReadXero.vendor().isOpen(theirs.organisation)).isTrue();
        assertThat(theirs.read().state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    private static int liveTokens() {
        return ReadXero.vendor().liveRefreshTokens();
    }
}
