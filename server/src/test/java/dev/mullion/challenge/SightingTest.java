package dev.mullion.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SightingTest {

    private static final String FLAG = "flag-abcdefghijklmnop234567qrst";
    private static final byte[] BYTES = FLAG.getBytes(StandardCharsets.UTF_8);

    static Stream<String> forms() {
        return Stream.of(
                FLAG,
                "x" + FLAG + "y",
                FLAG.toUpperCase(Locale.ROOT),
                new StringBuilder(FLAG).reverse().toString(),
                String.join("\n ", FLAG.split("")),
                FLAG.replaceAll("(.)", "\"$1\","),
                "\\x" + HexFormat.of().formatHex(BYTES),
                HexFormat.ofDelimiter("%").withUpperCase().formatHex(BYTES),
                HexFormat.of().formatHex(FLAG.getBytes(StandardCharsets.UTF_16BE)),
                Base64.getEncoder().encodeToString(BYTES),
                Base64.getMimeEncoder(20, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(BYTES),
                Base64.getEncoder().encodeToString(("ab" + FLAG + "c").getBytes(StandardCharsets.UTF_8)),
                FLAG.chars().mapToObj(Integer::toString).collect(Collectors.joining(",")),
                FLAG.chars().mapToObj(letter -> "\\%03o".formatted(letter)).collect(Collectors.joining()),
                FLAG.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining()));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isMadeInEveryForm(String answer) {
        assertThat(new Sighting(FLAG).in("-- before\n " + answer + "\n-- after"))
                .isTrue();
    }

    @Test
    void isNotMadeWhereTheFlagIsNot() {
        assertThat(new Sighting(FLAG).in("-- before\n flag-abcdefghijklmnop234567qrsu\n-- after"))
                .isFalse();
        assertThat(new Sighting(FLAG).in("")).isFalse();
    }
}
