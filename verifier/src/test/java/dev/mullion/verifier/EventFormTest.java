package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Attack("audit-10")
class EventFormTest {

    private static final String GOOD =
            "v1 17 2024-02-29T23:59:59.999Z person:p-7 operator:o-1 person.link-made member:M_1.x done req_9";

    @Test
    void readsAHeader() throws Malformed {
        Event header = parse(GOOD);

        assertThat(header.wrong()).isNull();
        assertThat(header.index()).isEqualTo(17);
        assertThat(header.time()).isEqualTo("2024-02-29T23:59:59.999Z");
        assertThat(header.verb()).isEqualTo("person.link-made");
        assertThat(header.object()).isEqualTo("member:M_1.x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1 >v2 ",
                "v1 >",
                " 17 > 017 ",
                " 17 > +17 ",
                " 17 > -0 ",
                " 17 > 1.0 ",
                " 17 > 9223372036854775808 ",
                "2024>2023",
                "-29T>-30T",
                "T23>T24",
                ":59:>:60:",
                "59.>60.",
                ".999Z>.99Z",
                ".999Z>.999+00:00",
                "999Z>999z",
                "2024>1969",
                "T23> 23",
                "02-29>13-29",
                "02-29>00-29",
                "02-29>02-00",
                "person:p-7>-",
                "person:p-7>p-7",
                "person:p-7>Person:p-7",
                "person:p-7>person:",
                "person:p-7>person:p@x.example",
                "person:p-7>person:p 7",
                "person:p-7>person:p:7",
                "person:p-7>person:Zoë",
                "operator:o-1>",
                "operator:o-1>-x",
                "person.link-made>person",
                "person.link-made>person.",
                "person.link-made>Person.made",
                "person.link-made>a.b.c.d.e",
                "person.link-made>.person",
                " done > DONE ",
                " done > ok ",
                "req_9>",
                "req_9>-9",
                "req_9>req_9 ",
                "req_9>req_9 x",
                "req_9>req\n9",
                "req_9>req_9\r",
                "v1 17>v1  17",
                "v1 17>v1\t17"
            })
    void aHeaderHasOneSpelling(String change) throws Malformed {
        int arrow = change.indexOf('>');
        String other = GOOD.replace(change.substring(0, arrow), change.substring(arrow + 1));

        assertThat(other).isNotEqualTo(GOOD);
        assertThat(parse(other).wrong()).contains("not of the form of an event");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=\n", "a=1\nb==\nb_c= Zoë 名 \n", "a=<b>\n"})
    void takesAPayload(String payload) {
        assertThatCode(() -> Event.checkPayload(bytes(payload))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "a\n",
                "=1\n",
                "a=1",
                "A=1\n",
                "a1=1\n",
                "a=1\na=2\n",
                "b=1\na=2\n",
                "ab=1\na=2\n",
                "a=1\r\n",
                "a=\u0000\n",
                "a=\u001b[2J\n",
                "a=\u007f\n",
                "a=\u0085\n",
                "a=\u2028\n",
                "a=\u202e\n",
                "a=\u2066\n",
                "a=\u200f\n",
                "a=\ufeff\n"
            })
    void refusesAPayload(String payload) {
        assertThatThrownBy(() -> Event.checkPayload(bytes(payload))).isInstanceOf(Malformed.class);
    }

    @Test
    void refusesAPayloadThatIsNotUtf8OrAByteTooLong() {
        assertThatThrownBy(() -> Event.checkPayload(new byte[] {'a', '=', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '\n'}))
                .isInstanceOf(Malformed.class);
        assertThatCode(() -> Event.checkPayload(bytes("a=" + "x".repeat(65_532) + "\n")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Event.checkPayload(bytes("a=" + "x".repeat(65_533) + "\n")))
                .isInstanceOf(Malformed.class);
    }

    /** An erased event with that header, of which the leaf is right. */
    private static Event parse(String header) throws Malformed {
        Hash commitment = Hash.empty();
        Hash leaf = Hash.leaf(bytes(header), commitment);
        return Event.read(new Words(bytes("erased " + leaf + " " + commitment + " " + header)).next("word"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
