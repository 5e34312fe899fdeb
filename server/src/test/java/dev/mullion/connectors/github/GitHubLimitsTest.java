package dev.mullion.connectors.github;

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
class GitHubLimitsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final String IN_TEN_MINUTES =
            Long.toString(NOW.plusSeconds(600).getEpochSecond());

    private static Sign read(int status, Map<String, String> headers, String opening) {
        Map<String, List<String>> all = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return new GitHubLimits().read(new Head(status, all, opening, NOW));
    }

    private static Sign held(Duration pause, String word) {
        return new Sign.Held(new Hold(Reach.ACCOUNT, Optional.of(pause), word));
    }

    @Test
    void thePrimaryLimitIsAForbiddenOrATooManyWithNothingRemaining() {
        for (int status : new int[] {403, 429}) {
            assertThat(read(
                            status,
                            Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", IN_TEN_MINUTES),
                            "{\"message\":\"API rate limit exceeded\"}"))
                    .isEqualTo(held(Duration.ofMinutes(10), "primary limit"));
        }
    }

    @Test
    void theLastAnswerOfAnHourStandsAndTheNextCallWaits() {
        assertThat(read(200, Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", IN_TEN_MINUTES), ""))
                .isEqualTo(new Sign.Last(
                        new Hold(Reach.ACCOUNT, Optional.of(Duration.ofMinutes(10)), "primary limit spent")));
    }

    @Test
    void theSecondaryLimitMayStandInTheBodyAlone() {
        Sign sign = read(
                403,
                Map.of("x-ratelimit-remaining", "4971", "x-ratelimit-reset", IN_TEN_MINUTES),
                "{\"message\":\"You have exceeded a secondary rate limit. Please wait a few minutes.\"}");

        assertThat(sign).isEqualTo(new Sign.Held(new Hold(Reach.ACCOUNT, Optional.empty(), "secondary limit")));
    }

    @Test
    void whatRetryAfterSaysGoesFirst() {
        assertThat(read(403, Map.of("retry-after", "45", "x-ratelimit-remaining", "0"), ""))
                .isEqualTo(held(Duration.ofSeconds(45), "Retry-After"));
    }

    @Test
    void theLimitOfGraphQlStandsInsideA200() {
        Sign sign = read(
                200,
                Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", IN_TEN_MINUTES),
                "{\"errors\":[{\"type\": \"RATE_LIMITED\",\"message\":\"API rate limit exceeded\"}]}");

        assertThat(sign).isEqualTo(held(Duration.ofMinutes(10), "GraphQL limit"));
    }

    @Test
    void aMissingPermissionIsNoLimit() {
        assertThat(read(403, Map.of(), "{\"message\":\"Resource not accessible by integration\"}"))
                .isEqualTo(new Sign.Stands());
        assertThat(read(200, Map.of("x-ratelimit-remaining", "12"), "")).isEqualTo(new Sign.Stands());
        assertThat(read(502, Map.of(), "")).isEqualTo(new Sign.Again("502"));
    }

    private static List<Allowance> left(String account, Map<String, String> headers) {
        Map<String, List<String>> all = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return new GitHubLimits().left(new Head(200, all, "", NOW), account);
    }

    @Test
    void whatIsLeftIsAsTheHeadersSay() {
        Map<String, String> said = Map.of(
                "x-ratelimit-remaining", "4812",
                "x-ratelimit-limit", "5000",
                "x-ratelimit-reset", IN_TEN_MINUTES,
                "x-ratelimit-resource", "graphql");

        assertThat(left("installation-7", said))
                .containsExactly(new Allowance(Allowance.Kind.POINTS, 4_812, 5_000L, NOW.plusSeconds(600), NOW));
        assertThat(left("installation-7", Map.of("x-ratelimit-remaining", "12")))
                .containsExactly(new Allowance(Allowance.Kind.REQUESTS, 12, null, null, NOW));
    }

    /** What is asked in the App's name is of a budget of its own, and no installation's business. */
    @Test
    void theAppsOwnBudgetIsNotAnInstallations() {
        assertThat(left("app", Map.of("x-ratelimit-remaining", "12"))).isEmpty();
    }

    @Test
    void whatIsNoCountOrNoResetIsNotBelieved() {
        assertThat(left("installation-7", Map.of("x-ratelimit-remaining", "-1")))
                .isEmpty();
        assertThat(left("installation-7", Map.of("x-ratelimit-remaining", "9".repeat(40))))
                .isEmpty();
        assertThat(left("installation-7", Map.of("x-ratelimit-remaining", "1", "x-ratelimit-reset", "99999999999")))
                .containsExactly(new Allowance(Allowance.Kind.REQUESTS, 1, null, null, NOW));
    }
}
