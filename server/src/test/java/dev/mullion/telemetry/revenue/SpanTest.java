package dev.mullion.telemetry.revenue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether anything happened between two moments, however much there was at both. */
class SpanTest {

    private static final CurrencyCode ISK = CurrencyCode.of("ISK");
    private static final int KINDS = 5;

    /** @param moved which kind of movement there was; -1: none */
    @ParameterizedTest
    @CsvSource({"-1, true", "0, false", "1, false", "2, false", "3, false", "4, false"})
    void isStillWhereNoKindOfMovementHasASum(int moved, boolean isStill) {
        List<Money> sums = IntStream.range(0, KINDS)
                .mapToObj(kind -> new Money(kind == moved ? 100 : 0, ISK))
                .toList();
        Money there = new Money(59_500_000, ISK);

        Bridge.Span span = new Bridge.Span(
                ISK, there, sums.get(0), sums.get(1), sums.get(2), sums.get(3), sums.get(4), Money.zero(ISK), there);

        assertThat(span.isStill()).isEqualTo(isStill);
    }
}
