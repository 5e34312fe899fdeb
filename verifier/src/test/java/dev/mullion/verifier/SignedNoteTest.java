package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    private static final String TEXT = "log.example/a\n1\nAAAA\n";

    private final TestKey key = new TestKey("log.example/a");
    private final TestKey stranger = new TestKey("log.example/a");
    private final String good = key.signature(TEXT);

    /**
     * Made with OpenSSL: the public key of RFC 8032 section 7.1 test 1, a text with an empty line and a letter beyond
     * ASCII.
     */
    @Test
    void verifiesWhatAnotherProgramSigned() throws Malformed {
        var openssl = VerifierKey.parse("openssl.example/note+0f859936+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea");

        SignedNote note = parse("""
                first

                Zoë

                — openssl.example/note D4WZNiVmLuAmwy1mKSY/Yd+f/HZsqMmcYzcExcAXOpBpH1S6w8MYTmePj1Xu2AiZ16gHzLUvRjiJ1bLxCyR07DpTuQw=
                """);

        assertThat(note.signer(List.of(openssl))).isEqualTo(openssl);
        assertThat(note.text()).isEqualTo("first\n\nZoë\n");
    }

    @Test
    void takesTheSignatureOfAKnownKeyAmongOthers() throws Malformed {
        SignedNote note = parse(TEXT + "\n" + stranger.signature(TEXT) + good);

        assertThat(note.signer(List.of(key.verifier()))).isEqualTo(key.verifier());
    }

    @Test
    void aNoteOfUnknownKeysSaysNothing() throws Malformed {
        assertThat(parse(stranger.note(TEXT)).signer(List.of(key.verifier()))).isNull();
        assertThat(parse(key.note(TEXT)).signer(List.of())).isNull();
    }

    @Test
    void oneBadSignatureOfAKnownKeySpoilsTheGoodOneOfAnother() throws Malformed {
        String note = TEXT + "\n" + good + stranger.signature(TEXT + "x");

        assertThat(parse(note).signer(List.of(key.verifier()))).isEqualTo(key.verifier());
        assertThat(parse(note).signer(List.of(key.verifier(), stranger.verifier())))
                .isNull();
    }

    @Test
    void aSignatureOfTheWrongLengthOrOverAnotherTextDoesNotVerify() throws Malformed {
        for (String line :
                List.of(key.line(new byte[63]), key.line(new byte[65]), key.line(new byte[64]), key.signature("x\n"))) {
            assertThat(parse(TEXT + "\n" + line).signer(List.of(key.verifier())))
                    .isNull();
        }
    }

    @Test
    void sixteenSignaturesAreReadAndSeventeenAreNot() throws Malformed {
        List<String> lines = IntStream.range(0, 17)
                .mapToObj(each -> new TestKey("witness.example/" + each).signature(TEXT))
                .toList();

        assertThat(parse(TEXT + "\n" + String.join("", lines.subList(0, 15)) + good)
                        .signer(List.of(key.verifier())))
                .isNotNull();
        assertThatThrownBy(() -> parse(TEXT + "\n" + String.join("", lines))).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TEXT",
                "TEXT\n",
                "TEXT\nGOOD\n",
                "TEXT\n\nGOOD",
                "TEXT\nGOOD\nTEXT\n",
                "TEXT\nGOODGOOD",
                "\ufeffTEXT\nGOOD",
                "TEXT\r\n\nGOOD",
                "TEXT\u0000\n\nGOOD",
                "TEXT\n— log.example/a\n",
                "TEXT\n— log.example/a \n",
                "TEXT\n— log.example/a AAAA\n",
                "TEXT\n— log.example/a AAAAAAA\n",
                "TEXT\n— log.example/a AAAAAAB=\n",
                "TEXT\n— log.example/a AAAA-_AA\n",
                "TEXT\n—  AAAAAAAA\n",
                "TEXT\n— log+a AAAAAAAA\n",
                "TEXT\n— log\u00a0a AAAAAAAA\n",
                "TEXT\n- log.example/a AAAAAAAA\n",
                "GOOD",
                ""
            })
    void refusesWhatIsNotOfTheForm(String form) {
        String note = form.replace("TEXT", TEXT).replace("GOOD", good);

        if (form.equals("TEXT\n\nGOOD")) {
            assertThatThrownBy(() -> Checkpoint.parse(bytes(note))).isInstanceOf(Malformed.class);
        } else {
            assertThatThrownBy(() -> parse(note)).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] note = (TEXT + "\n" + good).getBytes(StandardCharsets.UTF_8);
        note[0] = (byte) 0xc0;

        assertThatThrownBy(() -> SignedNote.parse(ByteBuffer.wrap(note))).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size with a plus|ORIGIN,+5,ROOT",
                "size with a zero in front|ORIGIN,05,ROOT",
                "negative size|ORIGIN,-1,ROOT",
                "size with a space|ORIGIN,5 ,ROOT",
                "size of 2^63|ORIGIN,9223372036854775808,ROOT",
                "size of 2^64|ORIGIN,18446744073709551616,ROOT",
                "no size|ORIGIN,,ROOT",
                "short root|ORIGIN,5,AAAA",
                "root of 33 bytes|ORIGIN,5,ROOTLONG",
                "root in the URL alphabet|ORIGIN,5,ROOTURL",
                "root without padding|ORIGIN,5,ROOTBARE",
                "root with bits that are not used|ORIGIN,5,ROOTBITS",
                "no root|ORIGIN,5",
                "empty origin|,5,ROOT",
                "empty extension|ORIGIN,5,ROOT,",
            })
    void refusesACheckpointWith(String what, String lines) {
        String zeros = "A".repeat(43);
        String text = lines.replace("ROOTLONG", "A".repeat(44))
                        .replace("ROOTURL", "_" + zeros.substring(1) + "=")
                        .replace("ROOTBARE", zeros)
                        .replace("ROOTBITS", zeros.substring(1) + "B=")
                        .replace("ROOT", zeros + "=")
                        .replace("ORIGIN", "log.example/a")
                        .replace(",", "\n")
                + "\n";
        assertThatThrownBy(() -> Checkpoint.parse(bytes(key.note(text))))
                .as(what)
                .isInstanceOf(Malformed.class);
    }

    @Test
    void anExtensionLineIsReadAndMeansNothing() throws Malformed {
        String text = "log.example/a\n9223372036854775807\n" + "A".repeat(43) + "=\n7\n";

        Checkpoint checkpoint = Checkpoint.parse(bytes(key.note(text)));

        assertThat(checkpoint.size()).isEqualTo(Long.MAX_VALUE);
        assertThat(checkpoint.signer(List.of(key.verifier()))).isNotNull();
    }

    @Test
    void aVerifierKeyHasOneSpelling() throws Malformed {
        String spelled = key.verifier().text();
        assertThat(VerifierKey.parse(spelled)).isEqualTo(key.verifier());

        String id = spelled.split("\\+", 3)[1];
        for (String other : List.of(
                "",
                "a",
                "a+b",
                spelled.replace(id, "00000000"),
                spelled.replace("log.example/a", "log.example/b"),
                spelled.replace("log.example/a", "log example"),
                spelled + "=",
                spelled.substring(0, spelled.length() - 4))) {
            assertThatThrownBy(() -> VerifierKey.parse(other)).as(other).isInstanceOf(Malformed.class);
        }
    }

    private static SignedNote parse(String note) throws Malformed {
        return SignedNote.parse(bytes(note));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
