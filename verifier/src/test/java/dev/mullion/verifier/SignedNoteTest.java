package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Attack("audit-6")
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

        assertThat(note.isSignedBy(List.of(openssl))).isTrue();
        assertThat(note.text()).isEqualTo("first\n\nZoë\n");
    }

    /** The example of c2sp.org/signed-note. */
    @Test
    void verifiesTheExampleOfTheSpecification() throws Malformed {
        var key = VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

        SignedNote note = parse("""
                This is an example message.

                — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
                """);

        assertThat(note.isSignedBy(List.of(key))).isTrue();
        assertThat(key.label()).isEqualTo("example.com/foo+530d903a");
    }

    @Test
    @Attack("audit-7")
    void theSameKeyUnderAnotherNameOrAnotherKeyUnderTheSameNameIsAnother() throws Malformed {
        VerifierKey renamed = VerifierKey.of("log.example/b", key.encoded());

        assertThat(parse(key.note(TEXT)).isSignedBy(List.of(renamed))).isFalse();
        assertThat(parse(key.note(TEXT)).isSignedBy(List.of(stranger.verifier())))
                .isFalse();
        assertThat(parse(key.note(TEXT)).isSignedBy(List.of(stranger.verifier(), key.verifier())))
                .isTrue();
    }

    @Test
    void takesTheSignatureOfAKnownKeyAmongOthers() throws Malformed {
        SignedNote note = parse(TEXT + "\n" + stranger.signature(TEXT) + good);

        assertThat(note.isSignedBy(List.of(key.verifier()))).isTrue();
    }

    @Test
    void aNoteOfUnknownKeysSaysNothing() throws Malformed {
        assertThat(parse(stranger.note(TEXT)).isSignedBy(List.of(key.verifier())))
                .isFalse();
        assertThat(parse(key.note(TEXT)).isSignedBy(List.of())).isFalse();
    }

    @Test
    void oneBadSignatureOfAKnownKeySpoilsTheGoodOneOfAnother() throws Malformed {
        String note = TEXT + "\n" + good + stranger.signature(TEXT + "x");

        assertThat(parse(note).isSignedBy(List.of(key.verifier()))).isTrue();
        assertThat(parse(note).isSignedBy(List.of(key.verifier(), stranger.verifier())))
                .isFalse();
    }

    @Test
    void aSignatureOfTheWrongLengthOrOverAnotherTextDoesNotVerify() throws Malformed {
        for (String line :
                List.of(key.line(new byte[63]), key.line(new byte[65]), key.line(new byte[64]), key.signature("x\n"))) {
            assertThat(parse(TEXT + "\n" + line).isSignedBy(List.of(key.verifier())))
                    .isFalse();
        }
    }

    @Test
    void sixteenSignaturesAreReadAndSeventeenAreNot() throws Malformed {
        List<String> lines = IntStream.range(0, 17)
                .mapToObj(each -> new TestKey("witness.example/" + each).signature(TEXT))
                .toList();

        assertThat(parse(TEXT + "\n" + String.join("", lines.subList(0, 15)) + good)
                        .isSignedBy(List.of(key.verifier())))
                .isTrue();
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

        assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(Malformed.class);
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
    @Attack({"audit-4", "audit-5"})
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
    @Attack("audit-7")
    void anExtensionLineIsReadAndMeansNothing() throws Malformed {
        String text = "log.example/a\n9223372036854775807\n" + "A".repeat(43) + "=\n7\n";

        Checkpoint checkpoint = Checkpoint.parse(bytes(key.note(text)));

        assertThat(checkpoint.size()).isEqualTo(Long.MAX_VALUE);
        assertThat(checkpoint.note().isSignedBy(List.of(key.verifier()))).isTrue();
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
