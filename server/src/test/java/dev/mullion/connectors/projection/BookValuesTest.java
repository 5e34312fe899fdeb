package dev.mullion.connectors.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days, wrapped instants and decimals as books have them. */
class BookValuesTest {

    private static final AllowList.Builder ALLOW = AllowList.builder();
    private static final Slot<?> DAY = ALLOW.date("day");
    private static final Slot<?> AT = ALLOW.instant("at");
    private static final Slot<?> AMOUNT = ALLOW.amount("amount");
    private static final AllowList LIST = ALLOW.build(new Parsers(List.of("day", "at", "amount")));

    @ParameterizedTest
    @CsvSource({
        "2018-10-20T00:00:00, 2018-10-20",
        "2020-02-29, 2020-02-29",
        "2019-02-29, refused",
        "2018-10-20T00:00:01, refused",
        "2018-13-01, refused",
        "20-10-2018, refused"
    })
    void aDayIsNeverShiftedThroughAZone(String text, String expected) {
        assertThat(read("{\"day\":\"" + text + "\"}", DAY)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/Date(1541176290160+0000)/, 2018-11-02T16:31:30.160Z",
        "/Date(1541176290160)/, 2018-11-02T16:31:30.160Z",
        "/Date(0+0000)/, 1970-01-01T00:00:00Z",
        "/Date(-1)/, 1969-12-31T23:59:59.999Z",
        "/Date(-62135596800000+0000)/, 0001-01-01T00:00:00Z",
        "/Date(99999999999999999999)/, refused",
        "/Date()/, refused",
        "/Date(1)/x, refused",
        "/Dat(1)/, refused"
    })
    void aWrappedInstantIsItsMilliseconds(String text, String expected) {
        assertThat(read("{\"at\":\"" + text + "\"}", AT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "40.0, 40",
        "0.1, 0.1",
        "-12.345, -12.345",
        "7, 7",
        "'\"50.00\"', 50",
        "1e3, refused",
        "'\"1,000.00\"', refused",
        "'\"\"', refused",
        "1234567890123456789012345678901, refused",
        "true, refused"
    })
    void anAmountIsReadFromItsOwnDigits(String json, String expected) {
        assertThat(read("{\"amount\":" + json + "}", AMOUNT)).isEqualTo(expected);
    }

    private static String read(String json, Slot<?> slot) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return LIST.read(
                body,
                body.length,
                reading -> {
                    @Nullable Object value = reading.get(slot);
                    return value instanceof BigDecimal amount ? amount.toPlainString() : String.valueOf(value);
                },
                (_, _) -> "refused");
    }
}
