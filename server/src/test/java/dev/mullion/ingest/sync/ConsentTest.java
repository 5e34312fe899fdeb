package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.Connection.State;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.ConsentTokens;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.keys.IntakeKey;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.sandbox.xero.Entries;
import dev.mullion.sandbox.xero.Mood;
import dev.mullion.sandbox.xero.Organisation;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.vault.Intake;
import dev.mullion.vault.SealedSecret;
import dev.mullion.vault.SecretAdmitted;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.SecretTerms;
import dev.mullion.vault.Vault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConsentTest {

    @Test
    void theStateIsGoodOnceForThePersonWhoLeft() {
        ReadXero link = ReadXero.atTheDoor();
        ReadXero.vendor().willChoose(link.organisation);
        URI back = URI.create(ReadXero.header(link.leave()).replace(" ", "%20"));
        TestServer.Member other = ReadXero.server().manager(link.workspace);
        TestServer.Member stranger = ReadXero.server().manager(ReadXero.server().newWorkspace());

        assertThat(visited(back, stranger)).isEqualTo("404");
        assertThat(visited(back, other)).endsWith("?done=stale");
        assertThat(visited(back, link.manager)).endsWith("?done=consented");
        assertThat(visited(back, link.manager)).endsWith("?done=stale");
        link.await(() -> !link.connections().isEmpty());
        assertThat(link.connections()).hasSize(1);
        assertThat(link.trail("connection.consent-answered")).containsExactly("with a consent at xero");
    }

    /** Somebody came back while the consent was given up, before a worker had opened the box. */
    @Test
    @Attack("secrets-13")
    void aCodeThatWaitsWhenItsConsentEndsIsNotStored() {
        ReadXero link = ReadXero.atTheDoor();
        link.leave();
        ConsentId consent = link.consents().getFirst();

        link.inside(() -> {
            Intake intake = ReadXero.bean(Intake.class);
            SecretRef code = new SecretRef(consent.value(), "authorisation-code");
            SecretTerms terms = SecretTerms.vendorToken("identity.xero.com");
            byte[] box = SealedSecret.box(
                    IntakeKey.of(intake.publicKey()), link.workspace.id(), code, terms, new byte[] {1, 2, 3});
            intake.submit(code, terms, box, Actor.OPERATOR);
            ReadXero.bean(ConsentTokens.class).end(consent, "nobody came back", Actor.OPERATOR);
            return true;
        });

        link.await(() -> link.rows("select field from sealed_intake where workspace_id = :workspace")
                .isEmpty());
        assertThat(link.secrets(consent)).isEmpty();
    }

    @Test
    void whatWasConsentedToIsReadWithoutAnybodyAskingForIt() {
        ReadXero link = ReadXero.atTheDoor();
        link.fill();

        link.consent(link.organisation);

        link.await(() -> link.count("select count(*) from invoice where workspace_id = :workspace") == 5);
        assertThat(link.rows("select cause from sync_run where workspace_id = :workspace"))
                .as("somebody waits for it")
                .containsExactly("connected");
    }

    /** Boxes that come in through a server with the role web alone are opened on the clock's thread. */
    @Test
    void whoeverTellsThatACodeIsHereDoesNotWaitForTheVendor() throws InterruptedException {
        ReadXero link = ReadXero.atTheDoor();
        link.willChoose(link.organisation);
        String back = ReadXero.header(link.leave());
        ConsentId consent = link.consents().getFirst();
        SecretRef code = new SecretRef(consent.value(), "authorisation-code");
        Halt halt = ReadXero.vendor().haltAt(link.organisation, "/connections", 0);
        link.inside(() -> {
            ReadXero.bean(Vault.class)
                    .store(
                            code,
                            SecretTerms.vendorToken("identity.xero.com", "127.0.0.1"),
                            back.replaceFirst(".*[?&]code=([^&]+).*", "$1").getBytes(StandardCharsets.UTF_8),
                            Actor.OPERATOR);
            return true;
        });
        ReadXero.server()
                .asAdministrator("update mullion.consent set state = 'sealed' where id = '" + consent.value() + "'");

        ReadXero.server().context().publishEvent(new SecretAdmitted(link.workspace.id(), code));

        assertThat(halt.isReached()).isTrue();
        assertThat(link.state(consent)).isEqualTo("sealed");
        halt.release();
        link.await(() -> link.state(consent).equals("live"));
    }

    @Test
    void whoDeclinesConnectsNothing() {
        ReadXero link = ReadXero.atTheDoor();

        assertThat(link.consent().toString()).endsWith("?done=declined");
        assertThat(link.connections()).isEmpty();
        assertThat(link.trail("connection.consent-answered"))
                .containsExactly("without a consent: nothing was consented to at Xero");
    }

    @Test
    void ofSeveralOrganisationsSomebodySaysWhich() {
        ReadXero link = ReadXero.atTheDoor();
        Organisation second = Organisation.of("Second Made-up", "USD", "UTC");
        link.consent(link.organisation, second);
        link.await(() -> state(link).equals("choosing"));
        String consent = consentId(link);

        String page = ReadXero.server()
                .get("/w/" + link.workspace.slug() + "/integrations/consents/" + consent, link.manager.header())
                .body();

        assertThat(page).contains("Made-up Traders").contains("Second Made-up");
        assertThat(link.connections()).isEmpty();
        link.inside(() -> ReadXero.bean(Consents.class)
                .choose(ConsentId.parse(consent).orElseThrow(), List.of(second.tenant()), Actor.OPERATOR));
        assertThat(link.connections()).hasSize(1);
        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(rows(
                        link,
                        "select c::text || a::text from consent c, consent_account a"
                                + " where c.workspace_id = :workspace and a.workspace_id = :workspace"))
                .noneMatch(row -> row.contains("Made-up"));
    }

    @Test
    @Attack("isolation-49")
    void anOrganisationThatAnotherWorkspaceConnectedStaysThereAndLeavesNothingHere() {
        ReadXero owner = ReadXero.connected();
        ReadXero other = ReadXero.atTheDoor();

        other.consent(owner.organisation);
        other.await(() -> state(other).equals("ended"));

        assertThat(rows(other, "select said from consent where workspace_id = :workspace"))
                .containsExactly("the organisation is connected to another workspace already");
        assertThat(other.connections()).isEmpty();
        assertThat(owner.read().state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    @Test
    void aConsentThatMayDoMoreIsRefusedEndedAndNotStored() {
        ReadXero link = ReadXero.atTheDoor();
        int live = ReadXero.vendor().liveRefreshTokens();
        ReadXero.vendor().feel(Mood.BROAD);

        link.consent(link.organisation);
        link.await(() -> state(link).equals("ended"));

        assertThat(link.connections()).isEmpty();
        assertThat(secrets(link)).isZero();
        assertThat(ReadXero.vendor().liveRefreshTokens()).isEqualTo(live);
        assertThat(rows(link, "select said from consent where workspace_id = :workspace")
                        .getFirst())
                .contains("accounting.contacts:read, accounting.invoices:write");
    }

    @Test
    @Attack("secrets-29")
    void twoOrganisationsThatNeedATokenAtOnceRenewItOnce() {
        ReadXero link = ReadXero.atTheDoor();
        link.fill();
        Organisation second = Organisation.of("Second Made-up", "USD", "UTC");
        link.consent(link.organisation, second);
        link.await(() -> state(link).equals("choosing"));
        ConsentId consent = ConsentId.parse(consentId(link)).orElseThrow();
        ReadXero.vendor().forgetAccess();
        int before = renewals();

        link.inside(() -> ReadXero.bean(Consents.class)
                .choose(consent, List.of(link.organisation.tenant(), second.tenant()), Actor.OPERATOR));

        link.await(() -> link.connections().stream().allMatch(each -> link.hasEnded(each.id())));
        assertThat(rows(link, "select state from sync_run where workspace_id = :workspace"))
                .containsExactly("complete", "complete");
        assertThat(renewals()).isEqualTo(before + 1);
        assertThat(link.consentOf().orElseThrow().tokens()).isEqualTo(2);
        assertThat(rows(link, "select field from secret where workspace_id = :workspace order by field"))
                .containsExactly("refresh-token");
    }

    @Test
    @Attack({"secrets-29", "reliability-53"})
    void anAnswerThatWasLostCostsNoConsent() {
        ReadXero link = ReadXero.connected();
        link.read();
        ReadXero.vendor().forgetAccess();
        ReadXero.vendor().feel(Mood.LOST_ANSWER);

        assertThat(link.read().state()).isEqualTo(SyncRun.State.FAILED);
        assertThat(link.connection().takes()).isTrue();
        ReadXero.vendor().feel(Mood.KIND);

        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    @Test
    void aConsentThatEndedIsToldAndItsTokensAreGone() {
        ReadXero link = ReadXero.connected();
        link.read();
        ReadXero.vendor().forgetAccess();
        ReadXero.vendor().feel(Mood.CONSENT_ENDED);

        link.read();
        int asked = ReadXero.vendor().asked().size();
        link.read();

        assertThat(link.connection().state()).isEqualTo(State.DISCONNECTED);
        assertThat(link.connection().said()).isEqualTo("the consent has ended; connect Xero again");
        assertThat(secrets(link)).isZero();
        assertThat(ReadXero.vendor().asked()).hasSize(asked);
    }

    @Test
    void anOrganisationThatLeftIsToldAndAReconnectGoesOnWhereItWas() {
        ReadXero link = ReadXero.connected();
        link.read();
        ReadXero.vendor().close(link.organisation);
        link.read();
        assertThat(link.connection().state()).isEqualTo(State.DISCONNECTED);
        assertThat(secrets(link)).isZero();
        assertThat(link.count("select count(*) from invoice where workspace_id = :workspace"))
                .isEqualTo(5);

        link.consent(link.organisation);
        link.await(() -> link.connection().takes());
        int before = ReadXero.vendor().asked().size();

        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(link.connections()).hasSize(1);
        assertThat(ReadXero.vendor()
                        .asked()
                        .subList(before, ReadXero.vendor().asked().size()))
                .filteredOn(one -> one.contains("/Invoices"))
                .allMatch(one -> one.endsWith(" since"));
    }

    @Test
    void aDisconnectEndsTheConsentAtXeroAndDeletesItsSecretsInTheRequest() {
        ReadXero link = ReadXero.connected();
        link.read();
        String connection = link.id().toString();

        String path = "/api/v1/workspaces/" + link.workspace.slug() + "/connections/" + connection + "/disconnect";
        String token = ReadXero.server().token(link.workspace, "settings:read,settings:manage");
        var answer = ReadXero.server().post(path, "", "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(secrets(link)).isZero();
        link.await(() -> !ReadXero.vendor().isOpen(link.organisation));
        assertThat(link.connection().endedHere()).isTrue();
        assertThat(link.count("select count(*) from invoice where workspace_id = :workspace"))
                .isEqualTo(5);
    }

    @Test
    @Attack({"reliability-21", "secrets-17"})
    void answersXeroAsItWantsToBeAnswered() {
        byte[] question =
                "{\"events\":[],\"firstEventSequence\":0,\"lastEventSequence\":0,\"entropy\":\"S0m3r4Nd0mt3xt\"}"
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(XeroHook.signature(question)).isEqualTo("Hoggw0CslJNdStHnbt1JzKfW/dU0LkC02hfZ7XCYZ/s=");
        assertThat(XeroHook.send(question, "Hoggw0CslJNdStHnbt1JzKfW/dU0LkC02hfZ7XCYZ/s="))
                .isEqualTo("200 ");
        assertThat(XeroHook.send(question, "Hoggw0CslJNdStHnbt1JzKfW/dU0LkC02hfZ7XCYZ/t="))
                .isEqualTo("401 ");
        assertThat(XeroHook.send(question, " ")).isEqualTo("401 ");
        byte[] stranger = dev.mullion.sandbox.xero.XeroVendor.webhook(
                Organisation.of("Nobody's", "NZD", "UTC"),
                List.of(Entries.invoice(
                        UUID.randomUUID(),
                        new Entries.Sum("ACCREC", "PAID", "x", "NZD", "1", "0", ReadXero.day("2026-01-01"), null),
                        ReadXero.NOW)));
        assertThat(XeroHook.send(stranger, XeroHook.signature(stranger))).isEqualTo("200 ");
    }

    /** Xero signs with one key, so the next one is known here before it is made at Xero. */
    @Test
    @Attack("reliability-22")
    void takesTheNextWebhookKeyBesideTheOneInForce() {
        byte[] question =
                "{\"events\":[],\"firstEventSequence\":0,\"lastEventSequence\":0}".getBytes(StandardCharsets.UTF_8);

        assertThat(XeroHook.send(question, XeroHook.signature(question))).isEqualTo("200 ");
        assertThat(XeroHook.send(question, XeroHook.signature(question, ReadXero.NEXT_WEBHOOK_KEY)))
                .isEqualTo("200 ");
        assertThat(XeroHook.send(question, XeroHook.signature(question, "neither-of-the-keys")))
                .isEqualTo("401 ");
    }

    private static String consentId(ReadXero link) {
        return rows(link, "select 'csn_' || id from consent where workspace_id = :workspace")
                .getFirst();
    }

    private static String visited(URI back, TestServer.Member member) {
        var answer = ReadXero.server().get(back.getRawPath() + "?" + back.getRawQuery(), member.header());
        return answer.headers().firstValue("Location").orElse("" + answer.statusCode());
    }

    private static int renewals() {
        return (int) ReadXero.vendor().asked().stream()
                .filter(one -> one.startsWith("POST /connect/token"))
                .count();
    }

    private static String state(ReadXero link) {
        return rows(link, "select state from consent where workspace_id = :workspace order by asked_at desc limit 1")
                .getFirst();
    }

    private static long secrets(ReadXero link) {
        return link.inside(() -> rows(link, "select id::text from consent where workspace_id = :workspace").stream()
                .mapToLong(
                        id -> ReadXero.bean(Vault.class).of(UUID.fromString(id)).size())
                .sum());
    }

    private static List<String> rows(ReadXero link, String sql) {
        return link.inside(() ->
                ReadXero.bean(TenantSql.class).sql(sql).query(String.class).list());
    }
}
