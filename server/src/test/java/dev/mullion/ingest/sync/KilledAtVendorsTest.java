package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.sandbox.xero.XeroVendor;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server of its own reads Stripe and three organisations of Xero and is killed while each run stands somewhere else:
 * in the middle of a list, between a renewed token's answer and the vault, and between the vault and its first use.
 */
class KilledAtVendorsTest {

    private static final int KILLS = Boolean.getBoolean("mullion.long") ? 10 : 1;
    private static final String BOOKS = "/api\\.xro/2\\.0/.*";

    private final TestServer server = ReadGitHub.server();
    private final Random random = new Random(20_261_122);

    @TempDir
    private Path folder;

    @Test
    @Attack({"reliability-16", "reliability-17", "reliability-18", "secrets-29"})
    void anotherGoesOnWithEveryRunAndNothingIsMissingOrTwice() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            goesOnAfterAKill();
        }
    }

    private void goesOnAfterAKill() throws Exception {
        ReadStripe whole = ReadStripe.connected();
        ReadStripe.vendor().pageSize(4);
        SyncRun stripeUninterrupted = whole.read();
        ReadXero wholeBooks = ReadXero.connected();
        ReadXero.vendor().pageSize(2);
        SyncRun xeroUninterrupted = wholeBooks.read();
        ReadStripe stripe = ReadStripe.connectedTo(whole.account);
        ReadStripe.vendor().pageSize(4);
        List<ReadXero> books = Stream.generate(ReadXero::connected).limit(3).toList();
        ReadXero.vendor().pageSize(2);
        ReadXero inTheList = books.get(0);
        ReadXero answerLost = books.get(1);
        ReadXero stored = books.get(2);
        XeroVendor xero = ReadXero.vendor();
        List<Halt> halts = List.of(
                ReadStripe.vendor().haltAfter(6 + random.nextInt(12)),
                xero.haltAt(inTheList.organisation, BOOKS, 1 + random.nextInt(6)),
                xero.haltAt(answerLost.organisation, "/connect/token", 0),
                xero.haltAt(stored.organisation, "/connections", 0));

        try (OtherServer other = OtherServer.beside(server, folder)) {
            other.begin(stripe.workspace, stripe.id);
            for (ReadXero each : books) {
                other.begin(each.workspace, each.id());
            }
            for (Halt halt : halts) {
                assertThat(halt.isReached()).isTrue();
            }
        }
        halts.forEach(Halt::release);
        ReadStripe.vendor().haltAfter(Integer.MAX_VALUE);
        // Before their leases are over: from then on the clock of this server may end what was left.
        SyncRun left = newest(stripe);
        List<SyncRun> leftOfBooks =
                books.stream().map(KilledAtVendorsTest::newest).toList();
        leasesRunOut(stripe.id);
        books.forEach(each -> leasesRunOut(each.id()));
        xero.forgetAccess(); // this server had tokens of its own from the consent

        SyncRun resumed = stripe.read();
        assertThat(resumed.state()).as(resumed.coverage()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(stripe.state()).isEqualTo(whole.state());
        onceEach(left, resumed, stripeUninterrupted);
        for (int i = 0; i < books.size(); i++) {
            ReadXero each = books.get(i);
            SyncRun goneOn = each.read();
            assertThat(goneOn.state()).as(goneOn.coverage()).isEqualTo(SyncRun.State.COMPLETE);
            assertThat(each.state()).isEqualTo(wholeBooks.state());
            onceEach(leftOfBooks.get(i), goneOn, xeroUninterrupted);
        }
        theChainOfTokensGoesOn(books);
    }

    /** Only the page that was under way is read again, or the first of a part that was read before. */
    private static void onceEach(SyncRun left, SyncRun resumed, SyncRun uninterrupted) {
        assertThat(left.state()).as(left.toString()).isEqualTo(SyncRun.State.RUNNING);
        assertThat(left.figures().pages() + resumed.figures().pages())
                .isBetween(
                        uninterrupted.figures().pages(),
                        uninterrupted.figures().pages()
                                + uninterrupted.figures().parts());
    }

    private static void theChainOfTokensGoesOn(List<ReadXero> books) {
        ReadXero.vendor().forgetAccess();
        for (ReadXero each : books) {
            assertThat(each.read().state()).isEqualTo(SyncRun.State.COMPLETE);
            assertThat(each.consentOf().orElseThrow().state())
                    .isNotEqualTo(dev.mullion.connectors.consent.Consent.State.ENDED);
        }
    }

    private static SyncRun newest(ReadStripe link) {
        return link.inside(() -> ReadGitHub.bean(SyncRuns.class).newest(link.id, 1))
                .getFirst();
    }

    private static SyncRun newest(ReadXero link) {
        return link.inside(() -> ReadGitHub.bean(SyncRuns.class).newest(link.id(), 1))
                .getFirst();
    }

    private void leasesRunOut(ConnectionId connection) {
        server.asAdministrator("update mullion.sync_lease set held_until = now() - interval '1 second'"
                + " where connection_id = '" + connection.value() + "'");
        server.asAdministrator("update mullion.consent set held_until = now() - interval '1 second' where id in"
                + " (select consent_id from mullion.consent_account where connection_id = '" + connection.value()
                + "')");
    }
}
