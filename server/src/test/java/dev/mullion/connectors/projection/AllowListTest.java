package dev.mullion.connectors.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.connectors.KeptPath.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {

    private enum Colour {
        RED,
        DARK_BLUE,
        SIENNA,
        UNKNOWN
    }

    private final AllowList.Builder allow = AllowList.builder();
    private final Slot<Long> id = allow.id("a.id");
    private final Slot<Integer> count = allow.count("a.b.count");
    private final Slot<Boolean> flag = allow.flag("flag");
    private final Slot<Colour> colour = allow.stage("colour", Colour.class, Colour.UNKNOWN);
    private final Slot<String> label = allow.text("label", Kind.LABEL, 5);
    private final Slot<PrivateText> secret = allow.hashed("secret");
    private final Slot<Integer> elements = allow.elements("people");
    private final AllowList.Builder element = allow.element("things");
    private final Slot<Integer> size = element.count("size");
    private final Slot<List<Reading>> things = allow.each("things", 3, AllowList.Excess.REFUSED, element);
    private final AllowList list;

    AllowListTest() {
        allow.instant("at");
        list = allow.build(new Parsers(List.of("a", "b", "id")));
    }

    @Test
    void readsAllowedValuesInAnyOrderAndSkipsTheRest() {
        String body = """
                {"x":{"a":{"id":9},"y":[[{"id":8}]]},"things":[{"size":1,"z":"s"},{"z":{"size":5},"size":2}],
                 "label":"abcdefgh","flag":true,"a":{"b":{"d":1e999,"count":2147483647},"id":9223372036854775807},
                 "colour":"dark_Blue","people":[{"id":1},2,"three",[4,5]],"secret":null}
                """;

        assertThat(read(body)).isEqualTo("9223372036854775807 2147483647 true DARK_BLUE abcde null 4 [1, 2]");
    }

    @Test
    void takesNullAndAbsenceAlike() {
        String nothing = "null null null null null null null []";

        assertThat(read("{}")).isEqualTo(nothing);
        assertThat(read("{\"a\":null,\"flag\":null,\"colour\":null,\"things\":[],\"label\":null,\"people\":null}"))
                .isEqualTo(nothing);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":{"id":0}}                      | a.id       | an integer from 1 to 2^63-1
                    {"a":{"id":-5}}                     | a.id       | an integer from 1 to 2^63-1
                    {"a":{"id":1.0}}                    | a.id       | an integer from 1 to 2^63-1
                    {"a":{"id":1e3}}                    | a.id       | an integer from 1 to 2^63-1
                    {"a":{"id":9223372036854775808}}    | a.id       | an integer from 1 to 2^63-1
                    {"a":{"id":"7"}}                    | a.id       | an integer from 1 to 2^63-1
                    {"a":{"id":[7]}}                    | a.id       | an integer from 1 to 2^63-1
                    {"a":{"id":{"id":7}}}               | a.id       | an integer from 1 to 2^63-1
                    {"a":7}                             | a          | an object
                    {"a":[]}                            | a          | an object
                    {"a":{"b":"canary"}}                | a.b        | an object
                    {"a":{"b":{"count":2147483648}}}    | a.b.count  | an integer from 0 to 2^31-1
                    {"a":{"b":{"count":-1}}}            | a.b.count  | an integer from 0 to 2^31-1
                    {"flag":"true"}                     | flag       | true or false
                    {"flag":1}                          | flag       | true or false
                    {"colour":7}                        | colour     | a text
                    {"colour":["red"]}                  | colour     | a text
                    {"label":7}                         | label      | a text of at most 1024 characters
                    {"secret":true}                     | secret     | a text of at most 1024 characters
                    {"people":{}}                       | people     | an array
                    {"things":{"size":1}}               | things     | an array
                    {"things":[1]}                      | things[]   | an object
                    {"things":[null]}                   | things[]   | an object
                    {"things":[{"size":"canary"}]}      | things[].size | an integer from 0 to 2^31-1
                    {"things":[{},{},{},{}]}            | things[]   | at most 3 elements
                    {"flag":true,"flag":true}           | flag       | one value, the key is there twice
                    {"a":{},"a":{}}                     | a          | one value, the key is there twice
                    {"a":null,"a":{}}                   | a          | one value, the key is there twice
                    {"a":{"id":1,"\\u0069d":1}}         | a.id       | one value, the key is there twice
                    {"things":[{"size":1,"size":2}]}    | things[].size | one value, the key is there twice
                    []                                  | $          | a JSON object
                    "canary"                            | $          | a JSON object
                    null                                | $          | a JSON object
                    {} {}                               | $          | one JSON object and nothing after it
                    {}]                                 | $          | well-formed JSON in UTF-8
                    {"x":NaN}                           | $          | well-formed JSON in UTF-8
                    {"x":Infinity}                      | $          | well-formed JSON in UTF-8
                    {"a":{"id":-Infinity}}              | $          | well-formed JSON in UTF-8
                    {"x":01}                            | $          | well-formed JSON in UTF-8
                    {"x":1,}                            | $          | well-formed JSON in UTF-8
                    {'x':1}                             | $          | well-formed JSON in UTF-8
                    {"x":"\\q"}                         | $          | well-formed JSON in UTF-8
                    {"label":"\\q"}                     | label      | well-formed JSON in UTF-8
                    {"a":{"id":7                        | $          | a complete JSON document
                    {"secret":"canary                   | secret     | a complete JSON document
                    """)
    @Attack({"reliability-23", "reliability-35", "reliability-37"})
    void refusesWithThePathAndTheExpectationAlone(String body, String path, String expected) {
        assertThat(read(body)).isEqualTo("refused " + path + ": " + expected);
    }

    @Test
    void refusesAnEmptyBodyAndLooksNoFurtherThanItsLength() {
        assertThat(read("")).isEqualTo("refused $: a JSON object");
        byte[] reused = "{\"flag\":true}canary".getBytes(StandardCharsets.UTF_8);

        assertThat(list.<Object>read(reused, 13, reading -> reading.isSet(flag), (path, expected) -> path))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mauve", "re", "redd", "unknown", "", "r\u0435d", "\u017fienna", "s\u0131enna"})
    @Attack("reliability-37")
    void anUnknownWordIsUnknown(String word) {
        assertThat(read("{\"colour\":\"" + word + "\"}")).contains(" UNKNOWN ");
    }

    @Test
    void refusesATextThatIsTooLongWithoutReadingItWhole() {
        assertThat(read("{\"secret\":\"" + "s".repeat(1_024) + "\"}")).contains("[private]");
        assertThat(read("{\"secret\":\"" + "s".repeat(1_025) + "\"}"))
                .isEqualTo("refused secret: a text of at most 1024 characters");
        assertThat(read("{\"label\":\"" + "s".repeat(1_000_000) + "\"}")).startsWith("refused label: JSON of at most");
    }

    @Test
    void wipesPrivateTextsWhateverHappens() {
        AtomicReference<PrivateText> kept = new AtomicReference<>();
        byte[] body = "{\"secret\":\"canary\"}".getBytes(StandardCharsets.UTF_8);

        boolean readable = list.<Boolean>read(
                body,
                body.length,
                reading -> {
                    kept.set(reading.require(secret));
                    return kept.get().startsWith("canary");
                },
                (path, expected) -> false);

        assertThat(readable).isTrue();
        assertThat(kept.get().startsWith("\0\0\0\0\0\0")).isTrue();
    }

    @Test
    void anAllowListIsWrittenWithoutContradictions() {
        assertThatThrownBy(() -> allow.flag("flag")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> allow.flag("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> allow.flag("flag.more")).isInstanceOf(IllegalArgumentException.class);
        Slot<Boolean> foreign = AllowList.builder().flag("flag");
        assertThatThrownBy(() -> list.read(
                        "{}".getBytes(StandardCharsets.UTF_8),
                        2,
                        reading -> reading.isSet(foreign),
                        (path, text) -> false))
                .hasMessage("flag is a slot of another allow-list");
    }

    private String read(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return list.read(body, body.length, this::shown, (path, expected) -> "refused " + path + ": " + expected);
    }

    private String shown(Reading reading) {
        List<Object> sizes = new ArrayList<>();
        List<Reading> listed = reading.get(things);
        if (listed != null) {
            listed.forEach(thing -> sizes.add(thing.require(size)));
        }
        return reading.get(id)
                + " "
                + reading.get(count)
                + " "
                + reading.get(flag)
                + " "
                + reading.get(colour)
                + " "
                + reading.get(label)
                + " "
                + reading.get(secret)
                + " "
                + reading.get(elements)
                + " "
                + sizes;
    }
}
