package dev.mullion.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

    private static final String SETTING = "MULLION_GITHUB_WEBHOOK_SECRET";
    private static final String OLD = "an-old-enough-secret";
    private static final String NEW = "a-new-enough-secret!";

    private final List<Problem> problems = new ArrayList<>();

    /** Before the vendor is told, after it was told, and when the old one is taken away. */
    @Test
    @Attack("reliability-22")
    void takesBothWhileOneIsReplacedAndTheNewOneAloneAfterwards() {
        WebhookSecret rolling = read(Map.of(SETTING, OLD, SETTING + "_NEXT", NEW));
        WebhookSecret rolled = read(Map.of(SETTING, NEW));

        assertThat(rolling.signed(is(OLD))).isTrue();
        assertThat(rolling.signed(is(NEW))).isTrue();
        assertThat(rolling.signed(is("another-long-secret"))).isFalse();
        assertThat(rolled.signed(is(OLD))).isFalse();
        assertThat(rolled.signed(is(NEW))).isTrue();
        assertThat(problems).isEmpty();
        assertThat(rolling.toString()).doesNotContain(OLD).doesNotContain(NEW);
    }

    @Test
    void saysAllThatIsWrongAndNothingOfWhatIsSecret() {
        read(Map.of(SETTING, "short", SETTING + "_NEXT", "short"));

        assertThat(problems)
                .extracting(Problem::setting)
                .containsExactly(SETTING, SETTING + "_NEXT", SETTING + "_NEXT");
        assertThat(problems.toString()).doesNotContain("short\"").contains("is the same as " + SETTING);
    }

    /** The secret of an App in the key store is known to nobody, so another one is said beside it. */
    @Test
    void standsBesideOrBeforeTheOneInTheKeyStoreAndTakesNoIdentityAway() {
        GithubApp kept = new GithubApp(
                OLD, Optional.of(new GithubApp.Identity(4711, new OwnSecret.InFile(Path.of("/nowhere/key.pem")))));

        GithubApp rolling = app(read(Map.of(SETTING + "_NEXT", NEW))).orKept(kept);
        GithubApp rolled = app(read(Map.of(SETTING, NEW))).orKept(kept);

        assertThat(rolling)
                .isEqualTo(new GithubApp(
                        new WebhookSecret(Optional.of(OLD), Optional.of(NEW)), kept.identity(), kept.client()));
        assertThat(rolled).isEqualTo(new GithubApp(WebhookSecret.of(NEW), kept.identity(), kept.client()));
        assertThat(kept.orKept(rolled)).isEqualTo(kept);
    }

    private static GithubApp app(WebhookSecret secret) {
        return new GithubApp(secret, Optional.empty(), Optional.empty());
    }

    private WebhookSecret read(Map<String, String> environment) {
        return WebhookSecret.read(environment, SETTING, problems);
    }

    private static java.util.function.Predicate<byte[]> is(String secret) {
        return bytes -> new String(bytes, StandardCharsets.UTF_8).equals(secret);
    }
}
