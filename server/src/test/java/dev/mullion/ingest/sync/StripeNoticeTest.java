package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.HookSecrets;
import dev.mullion.sandbox.stripe.StripeSignature;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.Vault;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Stripe sends: verified, taken for a notice, and never kept. */
class StripeNoticeTest {

    private static final String SECRET = "whsec_synthetic";
    private static final String SECOND = "whsec_synthetic_next";

    private final ReadStripe link = ReadStripe.connected();

    StripeNoticeTest() {
        paste(HookSecrets.FIELD, SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"id":"evt_%s","object":"event","type":"customer.subscription.updated","livemode":true,"created":1780000000,
                 "data":{"object":{"id":"sub_1","metadata":{"private-key":"private-value"}},"previous_attributes":{"a":"private-"}}}""", """
                {"id":"evt_%s","object":"v2.core.event","type":"v1.customer.subscription.updated","livemode":true,
                 "created":"2026-06-01T00:00:00.000Z","related_object":{"id":"sub_1","type":"subscription"}}"""})
    void bringsTheNextRunForwardOnce(String body) {
        link.read();
        assertThat(isDue()).isFalse();
        byte[] sent = body.formatted(link.id.value()).getBytes(StandardCharsets.UTF_8);

        assertThat(send(sent, signed(sent, Instant.now())).body()).isEqualTo("ignored");
        assertThat(isDue()).isTrue();
        assertThat(send(sent, signed(sent, Instant.now())).body()).isEqualTo("duplicate");
        assertThat(deliveries()).isEqualTo(1);
        assertThat(stored()).doesNotContain("private-").contains("subscription.updated");
    }

    @Test
    void leavesTheClockAloneForWhatIsOfNoUse() {
        link.read();
        byte[] sent = "{\"id\":\"evt_charge\",\"object\":\"event\",\"type\":\"charge.succeeded\",\"livemode\":true}"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(send(sent, signed(sent, Instant.now())).body()).isEqualTo("ignored");
        assertThat(isDue()).isFalse();
    }

    @Test
    @Attack("reliability-22")
    void takesEitherSecretWhileStripeChangesOver() {
        paste(HookSecrets.SECOND_FIELD, SECOND);
        byte[] sent = "{\"id\":\"evt_roll\",\"type\":\"price.updated\"}".getBytes(StandardCharsets.UTF_8);
        Instant now = Instant.now();

        assertThat(send(sent, StripeSignature.header(SECOND, now, sent)).statusCode())
                .isEqualTo(200);
        assertThat(send(sent, StripeSignature.header("whsec_other", now, sent)).statusCode())
                .isEqualTo(401);
    }

    @Test
    @Attack("reliability-21")
    void refusesWhatIsOldForgedOrNotOfThisEndpoint() {
        byte[] sent = "{\"id\":\"evt_old\",\"type\":\"price.updated\"}".getBytes(StandardCharsets.UTF_8);
        Instant now = Instant.now();

        assertThat(send(sent, signed(sent, now.minus(Duration.ofMinutes(6)))).statusCode())
                .isEqualTo(401);
        assertThat(send(sent, signed(sent, now.plus(Duration.ofMinutes(6)))).statusCode())
                .isEqualTo(401);
        assertThat(send(sent, "t=" + now.getEpochSecond()).statusCode()).isEqualTo(401);
        assertThat(deliveries()).isZero();
    }

    @Test
    void hasNoAddressForAll() {
        HttpResponse<String> answer = ReadGitHub.server()
                .send(HttpRequest.newBuilder(ReadGitHub.server().address().resolve("/hooks/stripe"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    private void paste(String field, String secret) {
        link.inside(() -> {
            ReadStripe.bean(Vault.class)
                    .store(
                            new SecretRef(link.id.value(), field),
                            HookSecrets.terms(),
                            secret.getBytes(StandardCharsets.US_ASCII),
                            Actor.OPERATOR);
            return true;
        });
    }

    private static String signed(byte[] body, Instant at) {
        return StripeSignature.header(SECRET, at, body);
    }

    private HttpResponse<String> send(byte[] body, String signature) {
        String key = link.inside(() -> ReadStripe.bean(Connections.class).hookKey(link.id));
        return ReadGitHub.server()
                .send(HttpRequest.newBuilder(ReadGitHub.server().address().resolve("/hooks/stripe/" + key))
                        .header("Stripe-Signature", signature)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private boolean isDue() {
        return link.inside(() -> ReadStripe.bean(Leases.class).due()).contains(link.id);
    }

    private long deliveries() {
        return link.count("select count(*) from delivery where workspace_id = :workspace");
    }

    private String stored() {
        return link.inside(() -> ReadStripe.bean(TenantSql.class)
                .sql("select d::text from delivery d where d.workspace_id = :workspace")
                .query(String.class)
                .single());
    }
}
