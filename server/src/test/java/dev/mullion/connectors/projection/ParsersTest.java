package dev.mullion.connectors.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;

class ParsersTest {

    private final Parsers parsers = new Parsers(List.of("flag", "known"));
    private final AllowList list;
    private final Slot<Boolean> flag;

    ParsersTest() {
        AllowList.Builder allow = AllowList.builder();
        flag = allow.flag("flag");
        list = allow.build(parsers);
    }

    @Test
    void noNameOfABodyOutlivesIt() {
        String before = parsers.names().toString();
        String names = IntStream.range(0, 2_000)
                .mapToObj(i -> "\"private-" + UUID.randomUUID() + "\":" + i)
                .collect(Collectors.joining(","));

        String seen = read("{\"known\":{" + names + "},\"flag\":true}");
        read("{\"known\":{" + names); // cut short

        assertThat(seen).isEqualTo("true");
        assertThat(parsers.names().size()).isEqualTo(2);
        assertThat(parsers.names()).hasToString(before);
    }

    /** What the test above would see, if the parser did as it does by default. */
    @Test
    void anOrdinaryParserLeavesNamesBehind() {
        Watched ordinary = new Watched();
        byte[] body = "{\"private\":1}".getBytes(StandardCharsets.UTF_8);

        try (JsonParser parser = ordinary.createParser(ObjectReadContext.empty(), body, 0, body.length)) {
            parser.nextToken();
            parser.skipChildren();
        }

        assertThat(ordinary.names().size()).isEqualTo(1);
    }

    @Test
    @Attack("reliability-23")
    void refusesNestingOfAHundredThousandLevels() {
        String opened = "[".repeat(100_000);
        assertThat(read(opened)).startsWith("refused $");
        assertThat(read("{\"x\":" + opened)).startsWith("refused $: JSON of at most 64 levels");
        assertThat(read("{\"x\":" + opened + "]".repeat(100_000) + ",\"flag\":true}"))
                .startsWith("refused $");
        assertThat(read("{\"x\":" + "{\"x\":".repeat(100_000))).startsWith("refused $");
        assertThat(read("{\"x\":" + "[".repeat(63) + "]".repeat(63) + ",\"flag\":true}"))
                .isEqualTo("true");
    }

    @Test
    @Attack({"reliability-23", "reliability-37"})
    void boundsNamesNumbersAndTokensEvenWhereItSkips() {
        assertThat(read("{\"" + "n".repeat(257) + "\":1}")).startsWith("refused $: JSON of at most");
        assertThat(read("{\"" + "n".repeat(200_000) + "\":1}")).startsWith("refused $: JSON of at most");
        assertThat(read("{\"x\":" + "1".repeat(65) + "}")).startsWith("refused $: JSON of at most");
        assertThat(read("{\"x\":" + "1".repeat(1_000_000) + "}")).startsWith("refused $: JSON of at most");
        assertThat(read("{\"x\":1." + "1".repeat(1_000_000) + "}")).startsWith("refused $: JSON of at most");
        assertThat(read("{\"x\":[1" + ",1".repeat(1_000_000) + "]}")).startsWith("refused $: JSON of at most");
        assertThat(read("{\"x\":[1" + ",1".repeat(900_000) + "],\"flag\":true}"))
                .isEqualTo("true");
    }

    @Test
    @Attack({"reliability-35", "reliability-37"})
    void takesUtf8Alone() {
        for (Charset charset :
                List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE, StandardCharsets.UTF_32BE)) {
            assertThat(read("{\"flag\":true}".getBytes(charset))).startsWith("refused $");
        }
        assertThat(read("\ufeff{\"flag\":true}")).startsWith("refused $");
        assertThat(read("{\"x\":\"\u00ff\",\"flag\":true}".getBytes(StandardCharsets.ISO_8859_1)))
                .startsWith("refused $");
        assertThat(read("{\"x\":\"a\0b\",\"flag\":true}")).startsWith("refused $");
    }

    @Test
    void keepsItsTableUnderConcurrentReading() {
        List<String> results = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> read("{\"own-" + i + "\":{\"own-" + i + "-too\":1},\"flag\":true}"))
                .distinct()
                .toList();

        assertThat(results).containsExactly("true");
        assertThat(parsers.names().size()).isEqualTo(2);
    }

    private String read(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    private String read(byte[] body) {
        return list.read(
                body,
                body.length,
                reading -> String.valueOf(reading.isSet(flag)),
                (path, expected) -> "refused " + path + ": " + expected);
    }

    private static final class Watched extends JsonFactory {
        ByteQuadsCanonicalizer names() {
            return _byteSymbolCanonicalizer;
        }
    }
}
