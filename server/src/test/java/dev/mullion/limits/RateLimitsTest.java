package dev.mullion.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.limits.LimitSettings.Limit;
import dev.mullion.limits.RateLimits.Kind;
import dev.mullion.limits.RateLimits.Refused;
import dev.mullion.limits.RateLimits.Taken;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RateLimitsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final RateLimits limits = new RateLimits(LimitSettings.standard(), nanos::get);

    @ParameterizedTest
    @EnumSource
    void letsABurstThroughThenRefusesThenRefills(Kind kind) {
        Limit limit = limits.limit(kind);
        for (long taken = 1; taken <= limit.burst(); taken++) {
            assertThat(((Taken) limits.take(kind, "key")).remaining()).isEqualTo(limit.burst() - taken);
        }

        Refused refused = (Refused) limits.take(kind, "key");
        assertThat(refused.retryAfter()).isEqualTo(limit.per().dividedBy(limit.tokens()));

        advance(refused.retryAfter());
        assertThat(limits.take(kind, "key")).isInstanceOf(Taken.class);
        assertThat(limits.take(kind, "key")).isInstanceOf(Refused.class);
    }

    @Test
    void isFullAgainAfterItsWindowAndNeverFuller() {
        for (int attempt = 0; attempt < 5; attempt++) {
            limits.take(Kind.LINK, "key");
        }
        advance(limits.limit(Kind.LINK).window().multipliedBy(10));

        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(limits.take(Kind.LINK, "key")).isInstanceOf(Taken.class);
        }
        assertThat(limits.take(Kind.LINK, "key")).isInstanceOf(Refused.class);
    }

    @Test
    @Attack("isolation-54")
    void countsEachKeyAndEachKindByItself() {
        exhaust(Kind.HOOK, "a");

        assertThat(limits.take(Kind.HOOK, "a")).isInstanceOf(Refused.class);
        assertThat(limits.take(Kind.HOOK, "b")).isInstanceOf(Taken.class);
        assertThat(limits.take(Kind.WORKSPACE, "a")).isInstanceOf(Taken.class);
    }

    @Test
    void raisesForWhoRequires() {
        exhaust(Kind.WORKSPACE, "a");

        assertThatThrownBy(() -> limits.require(Kind.WORKSPACE, "a"))
                .isInstanceOf(TooManyRequests.class)
                .hasMessage("the limit of this workspace is reached");
    }

    @Test
    void takesTheOperatorsLimitForHooks() {
        RateLimits own = new RateLimits(LimitSettings.standard().withHook(Limit.perSecond(1, 1)), nanos::get);

        assertThat(own.take(Kind.HOOK, "a")).isInstanceOf(Taken.class);
        assertThat(own.take(Kind.HOOK, "a")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Limit.perSecond(0, 1)).hasMessageContaining("at least 1 token");
    }

    private void exhaust(Kind kind, String key) {
        for (long taken = 0; taken < limits.limit(kind).burst(); taken++) {
            limits.take(kind, key);
        }
    }

    private void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
