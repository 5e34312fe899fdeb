package dev.mullion.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.keys.KeySource;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.KeysUnavailable.Reason;
import dev.mullion.keys.KmsKey;
import dev.mullion.keys.Part;
import dev.mullion.keys.WrapContext;
import dev.mullion.kms.FakeKms.Mood;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class KmsTest {

    private static final KmsKey KEY =
            new KmsKey("arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    private static final byte[] PLAIN = "keys of a workspace".getBytes(StandardCharsets.UTF_8);
    private static final UUID INSTALLATION = UUID.fromString("01990000-0000-7000-8000-000000000001");

    private final AtomicLong now = new AtomicLong();
    private FakeKms service;
    private KeySource source;

    @BeforeEach
    void start() throws IOException {
        service = FakeKms.start();
        source = new KmsSources(
                        Optional.of(service.address()),
                        () -> StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("AKIASANDBOXSANDBOX00", "of the sandbox")),
                        Duration.ofMillis(300),
                        now::get)
                .of(KEY);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void wrapsByTheRealProtocolAndTellsWhatItIsFor() {
        byte[] wrapped = source.wrap(PLAIN, context("wsp_1", 1, Part.WEB));

        assertThat(source.unwrapped(wrapped, context("wsp_1", 1, Part.WEB))).isEqualTo(PLAIN);
        assertThat(new String(wrapped, StandardCharsets.ISO_8859_1)).doesNotContain("keys of a workspace");
        assertThat(service.contexts())
                .containsOnly("{mullion:installation=" + INSTALLATION + ", mullion:part=web, mullion:scope=wsp_1}");
        assertThat(source.name()).isEqualTo("kms:" + KEY.arn());
    }

    @Test
    @Attack("secrets-1")
    void unwrapsInNoOtherPlace() {
        byte[] wrapped = source.wrap(PLAIN, context("wsp_1", 1, Part.WEB));

        refuses(Reason.DAMAGED, wrapped, context("wsp_2", 1, Part.WEB));
        refuses(Reason.DAMAGED, wrapped, context("wsp_1", 1, Part.WORKER));
        refuses(
                Reason.DAMAGED,
                wrapped,
                context("wsp_1", 2, Part.WEB)); // the service is not told; the data key is bound
    }

    @Test
    void refusesWhatWasChangedOrCutAnywhere() {
        byte[] wrapped = source.wrap(PLAIN, context("wsp_1", 1, Part.WEB));

        for (int at = 0; at < wrapped.length; at++) {
            byte[] changed = wrapped.clone();
            changed[at] ^= 1;
            refuses(Reason.DAMAGED, changed, context("wsp_1", 1, Part.WEB));
        }
        for (int length = 0; length < wrapped.length; length++) {
            refuses(Reason.DAMAGED, java.util.Arrays.copyOf(wrapped, length), context("wsp_1", 1, Part.WEB));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DISABLED", "PENDING_DELETION", "DENIED"})
    @Attack({"secrets-21", "secrets-22"})
    void isLockedWhenItsOwnerSaysSo(Mood mood) {
        byte[] wrapped = source.wrap(PLAIN, context("wsp_1", 1, Part.WEB));
        service.mood(KEY.arn(), mood);

        refuses(Reason.LOCKED, wrapped, context("wsp_1", 1, Part.WEB));

        service.mood(KEY.arn(), Mood.WORKING);
        assertThat(source.unwrapped(wrapped, context("wsp_1", 1, Part.WEB))).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "BROKEN", "SILENT", "NOT_JSON"})
    @Attack("secrets-21")
    void isOutOfReachForATimeWhenItDoesNotAnswer(Mood mood) {
        byte[] wrapped = source.wrap(PLAIN, context("wsp_1", 1, Part.WEB));
        service.mood(KEY.arn(), mood);
        for (int failure = 0; failure < 3; failure++) {
            refuses(Reason.UNREACHABLE, wrapped, context("wsp_1", 1, Part.WEB));
        }

        int asked = service.calls();
        refuses(Reason.UNREACHABLE, wrapped, context("wsp_2", 1, Part.WEB));
        assertThat(service.calls()).as("the circuit is open").isEqualTo(asked);

        service.mood(KEY.arn(), Mood.WORKING);
        now.addAndGet(Circuit.PAUSE.toNanos() + 1);
        assertThat(source.unwrapped(wrapped, context("wsp_1", 1, Part.WEB))).isEqualTo(PLAIN);
    }

    @Test
    @Attack("secrets-21")
    void opensNothingWithAnotherPlaintextThanItsOwn() {
        byte[] wrapped = source.wrap(PLAIN, context("wsp_1", 1, Part.WEB));

        service.mood(KEY.arn(), Mood.ANOTHER_PLAINTEXT);
        refuses(Reason.DAMAGED, wrapped, context("wsp_1", 1, Part.WEB));
        service.mood(KEY.arn(), Mood.ANOTHER_KEY);
        refuses(Reason.DAMAGED, wrapped, context("wsp_1", 1, Part.WEB));
    }

    @Test
    void asksForNoWorkersPartOnAServerOfTheWebAlone() {
        byte[] wrapped = source.wrap(PLAIN, context("wsp_1", 1, Part.WORKER));
        int asked = service.calls();

        assertThatThrownBy(() -> source.ofWebAlone().unwrapped(wrapped, context("wsp_1", 1, Part.WORKER)))
                .isInstanceOfSatisfying(
                        KeysUnavailable.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_OF_THIS_ROLE));
        assertThat(service.calls()).isEqualTo(asked);
    }

    @Test
    void takesNoAliasAndNothingThatIsNoKey() {
        for (String text : new String[] {
            "",
            "1234abcd-12ab-34cd-56ef-1234567890ab",
            "alias/mullion",
            "arn:aws:kms:eu-central-1:111122223333:alias/mullion",
            "arn:aws:s3:::bucket",
            KEY.arn() + "\n",
            KEY.arn() + "/../x"
        }) {
            assertThatThrownBy(() -> new KmsKey(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no alias");
        }
        assertThat(KEY.region()).isEqualTo("eu-central-1");
    }

    private void refuses(Reason reason, byte[] wrapped, WrapContext context) {
        assertThatThrownBy(() -> source.unwrapped(wrapped, context))
                .isInstanceOfSatisfying(
                        KeysUnavailable.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private WrapContext context(String scope, long generation, Part part) {
        return new WrapContext(INSTALLATION, scope, generation, "kms:" + KEY.arn(), part);
    }
}
