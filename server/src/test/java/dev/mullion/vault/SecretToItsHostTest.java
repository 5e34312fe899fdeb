package dev.mullion.vault;

import static dev.mullion.egress.TestVendor.say;
import static dev.mullion.egress.TestVendor.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.egress.Call;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Endpoint;
import dev.mullion.egress.HandTime;
import dev.mullion.egress.Outcome;
import dev.mullion.egress.Outcome.Refusal;
import dev.mullion.egress.Permit;
import dev.mullion.egress.TestEgress;
import dev.mullion.egress.TestVendor;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A secret of the vault on its way out. */
class SecretToItsHostTest {

    private static final TestServer SERVER = TestServer.shared();
    private static final Purpose TEST = new Purpose("of-a-test", Actor.OPERATOR);

    private final Vault vault = SERVER.bean(Vault.class);
    private final Workspaces workspaces = SERVER.bean(Workspaces.class);
    private final Workspace workspace = SERVER.newWorkspace();
    private final SecretRef ref = new SecretRef(UUID.randomUUID(), "access-token");

    private void stored(String host) {
        workspaces.within(workspace.id(), () -> {
            vault.store(
                    ref, SecretTerms.vendorToken(host), "vnd_7a30".getBytes(StandardCharsets.UTF_8), Actor.OPERATOR);
            return true;
        });
    }

    /** The door is open for the moment of lending alone; the call itself runs outside of any transaction. */
    private Outcome<Integer> sent(Egress egress, TestVendor first, TestVendor... others) {
        Endpoint endpoint = Endpoint.get(first.origin(), "/list");
        List<Endpoint> endpoints = Stream.concat(Stream.of(first), Arrays.stream(others))
                .map(vendor -> Endpoint.get(vendor.origin(), "/list"))
                .toList();
        return egress.client(Permit.of("vendor", endpoints, TestEgress.WIDE))
                .send(
                        Call.get(endpoint.address(List.of()), workspace.id().toString())
                                .with(sending -> workspaces.within(
                                        workspace.id(), () -> vault.open(ref, TEST, sending::bearer))),
                        answer -> answer.status());
    }

    private long uses() {
        return workspaces.within(
                workspace.id(),
                () -> SERVER.bean(AuditTrail.class).newest(AuditFilter.ALL, 50).stream()
                        .filter(entry -> entry.verb().equals(AuditAction.SECRET_USED.word()))
                        .count());
    }

    @Test
    void isSentToTheHostThatItNamesAndItsUseIsRecorded() {
        stored("127.0.0.1");
        try (TestVendor vendor = TestVendor.start(saying("HTTP/1.1 200 OK", "{}"));
                Egress egress = TestEgress.to(new HandTime(), vendor)) {
            assertThat(sent(egress, vendor)).isEqualTo(new Outcome.Answered<>(200, 200, 0));
            assertThat(vendor.received().getFirst().headers()).containsEntry("authorization", "Bearer vnd_7a30");
            assertThat(uses()).isEqualTo(1);
        }
    }

    @Test
    @Attack({"secrets-14", "secrets-15"})
    void isSentToNoOther() {
        stored("api.vendor.example");
        try (TestVendor vendor = TestVendor.start(saying("HTTP/1.1 200 OK", "{}"));
                Egress egress = TestEgress.to(new HandTime(), vendor)) {
            assertThat(sent(egress, vendor))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.why()).isEqualTo(Refusal.SECRET_NOT_FOR_HOST));
            assertThat(vendor.received()).isEmpty();
        }
    }

    @Test
    @Attack("secrets-15")
    void isNotForwardedByARedirect() {
        stored("127.0.0.1");
        try (TestVendor other = TestVendor.start(saying("HTTP/1.1 200 OK", "{}"));
                TestVendor vendor = TestVendor.start((_, out) -> say(
                        out, "HTTP/1.1 302 x\r\nLocation: " + other.origin() + "/list\r\nContent-Length: 0\r\n\r\n"));
                Egress egress = TestEgress.to(new HandTime(), vendor, other)) {
            assertThat(sent(egress, vendor, other)).isInstanceOf(Outcome.Refused.class);
            assertThat(other.received()).isEmpty();
        }
    }

    @Test
    void thatIsGoneEndsTheCallBeforeAnythingIsSent() {
        try (TestVendor vendor = TestVendor.start(saying("HTTP/1.1 200 OK", "{}"));
                Egress egress = TestEgress.to(new HandTime(), vendor)) {
            assertThatThrownBy(() -> sent(egress, vendor)).isInstanceOf(SecretUnavailable.class);
            assertThat(vendor.received()).isEmpty();
        }
    }
}
