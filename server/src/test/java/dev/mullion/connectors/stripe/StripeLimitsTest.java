package dev.mullion.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.egress.Budget.Reach;
import dev.mullion.egress.LimitSigns.Head;
import dev.mullion.egress.LimitSigns.Hold;
import dev.mullion.egress.LimitSigns.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Attack("reliability-53")
class StripeLimitsTest {

    private static final String LOCKED = "{\"error\":{\"code\": \"lock_timeout\",\"type\":\"invalid_request_error\"}}";

    private static Sign read(int status, String advice, String opening) {
        return new StripeLimits()
                .read(new Head(
                        status,
                        advice.isEmpty() ? Map.of() : Map.of("stripe-should-retry", List.of(advice)),
                        opening,
                        Instant.EPOCH));
    }

    @Test
    void aRateHoldsTheAccountForASecond() {
        assertThat(read(429, "", "{\"error\":{\"code\":\"rate_limit\"}}"))
                .isEqualTo(new Sign.Held(new Hold(Reach.ACCOUNT, Optional.of(Duration.ofSeconds(1)), "rate limit")));
    }

    @Test
    void aLockedObjectHoldsNobodyElse() {
        assertThat(read(429, "", LOCKED)).isEqualTo(new Sign.Again("lock_timeout"));
        assertThat(read(429, "false", LOCKED)).isEqualTo(new Sign.Stands());
    }

    @Test
    void whatStripeAdvisesGoesBeforeTheStatus() {
        assertThat(read(409, "true", "")).isEqualTo(new Sign.Again("409"));
        assertThat(read(500, "false", "")).isEqualTo(new Sign.Stands());
        assertThat(read(500, "", "")).isEqualTo(new Sign.Again("500"));
        assertThat(read(402, "", "")).isEqualTo(new Sign.Stands());
        assertThat(read(200, "true", "")).isEqualTo(new Sign.Stands());
    }
}
