package dev.mullion.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.checks.Check;
import org.junit.jupiter.api.Test;

class EgressVerificationTest {

    @Test
    void holdsOnTheRunningServer() {
        EgressVerification verification = TestServer.shared().bean(EgressVerification.class);

        assertThat(verification.run())
                .hasSize(9)
                .allSatisfy(check -> assertThat(check.outcome()).as("%s", check).isEqualTo(Check.Outcome.OK));
    }

    @Test
    void theServerHasOneWayOut() {
        assertThat(TestServer.shared().context().getBeansOfType(Egress.class)).hasSize(1);
    }
}
