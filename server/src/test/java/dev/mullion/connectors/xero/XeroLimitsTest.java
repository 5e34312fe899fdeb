package dev.mullion.connectors.xero;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.egress.Allowance;
import dev.mullion.egress.Budget.Reach;
import dev.mullion.egress.LimitSigns.Head;
import dev.mullion.egress.LimitSigns.Hold;
import dev.mullion.egress.LimitSigns.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@Attack("reliability-53")
class XeroLimitsTest {

    private static Sign read(int status, Map<String, String> headers) {
        Map<String, List<String>> all = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return new XeroLimits().read(new Head(status, all, "", Instant.EPOCH));
    }

    @Test
    void aDaysLimitParksTheOrganisationForAsManyHoursAsItSays() {
        assertThat(read(429, Map.of("retry-after", "66975", "x-rate-limit-problem", "day")))
                .isEqualTo(new Sign.Held(
                        new Hold(Reach.ACCOUNT, Optional.of(Duration.ofSeconds(66_975)), "X-Rate-Limit-Problem: day")));
        assertThat(read(429, Map.of("x-rate-limit-problem", "Day")))
                .isEqualTo(new Sign.Held(
                        new Hold(Reach.ACCOUNT, Optional.of(Duration.ofHours(1)), "X-Rate-Limit-Problem: Day")));
    }

    @Test
    void aMinutesLimitHoldsTheOrganisationAndTheAppsHoldsAll() {
        assertThat(read(429, Map.of("retry-after", "13", "x-rate-limit-problem", "minute")))
                .isEqualTo(new Sign.Held(
                        new Hold(Reach.ACCOUNT, Optional.of(Duration.ofSeconds(13)), "X-Rate-Limit-Problem: minute")));
        assertThat(read(429, Map.of("retry-after", "13", "x-appminlimit-remaining", "0")))
                .isEqualTo(new Sign.Held(
                        new Hold(Reach.VENDOR, Optional.of(Duration.ofSeconds(13)), "X-Rate-Limit-Problem: unnamed")));
    }

    /** Nothing that a vendor says is passed on as it is. */
    @Test
    void anOddWordIsNotRepeated() {
        assertThat(read(429, Map.of("retry-after", "1", "x-rate-limit-problem", "<script>")))
                .asString()
                .doesNotContain("script");
    }

    @Test
    void theLastAnswerOfAMinuteStands() {
        assertThat(read(200, Map.of("x-minlimit-remaining", "0", "x-daylimit-remaining", "4000")))
                .isEqualTo(new Sign.Last(new Hold(Reach.ACCOUNT, Optional.of(Duration.ofMinutes(1)), "minute spent")));
        assertThat(read(200, Map.of("x-appminlimit-remaining", "0")))
                .isEqualTo(
                        new Sign.Last(new Hold(Reach.VENDOR, Optional.of(Duration.ofMinutes(1)), "app minute spent")));
        assertThat(read(200, Map.of("x-minlimit-remaining", "59"))).isEqualTo(new Sign.Stands());
        assertThat(read(503, Map.of())).isEqualTo(new Sign.Again("503"));
    }

    @Test
    void whatIsLeftOfADayAndAMinuteIsAsTheHeadersSay() {
        Head head = new Head(
                200,
                Map.of("x-daylimit-remaining", List.of("4900"), "x-minlimit-remaining", List.of("59")),
                "",
                Instant.EPOCH);

        assertThat(new XeroLimits().left(head, "organisation-7"))
                .containsExactly(
                        new Allowance(Allowance.Kind.DAY, 4_900, null, null, Instant.EPOCH),
                        new Allowance(Allowance.Kind.MINUTE, 59, null, Instant.EPOCH.plusSeconds(60), Instant.EPOCH));
        assertThat(new XeroLimits().left(head, "consent-7")).isEmpty();
    }
}
