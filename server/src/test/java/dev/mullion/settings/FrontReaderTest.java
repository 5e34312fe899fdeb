package dev.mullion.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.OwnCertificate;
import dev.mullion.settings.SettingsReader.Overrides;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an installation's own TLS, its proxy, and what strangers see are read. */
class FrontReaderTest {

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void everythingElse() throws IOException {
        environment.put(
                "MULLION_MASTER_KEY_FILE",
                Files.createFile(folder.resolve("master.key")).toString());
        environment.put("MULLION_PUBLIC_URL", "https://localhost:8443");
    }

    @Test
    void isPlainWhereNothingWasSet() {
        environment.remove("MULLION_PUBLIC_URL");

        assertThat(front()).isEqualTo(Front.plain());
    }

    @Test
    void takesACertificateThatIsForThePublicAddressWithItsKey() {
        OwnCertificate own = OwnCertificate.ofLoopback(folder);
        serveWith(own.certificate(), own.key());

        assertThat(front().tls()).contains(new Front.Tls(own.certificate(), own.key()));
    }

    @Test
    void namesEverythingThatIsWrongWithCertificateAndKeyAtOnce() {
        OwnCertificate elsewhere =
                OwnCertificate.of(folder, "dns:elsewhere.example.com", "-startdate", "-30d", "-validity", "10");
        OwnCertificate other = OwnCertificate.ofLoopback(folder);
        serveWith(elsewhere.certificate(), other.key());

        assertThat(problems())
                .extracting(Problem::setting)
                .containsExactlyInAnyOrder(
                        "MULLION_TLS_KEY_FILE", "MULLION_TLS_CERTIFICATE", "MULLION_TLS_CERTIFICATE");
        assertThat(problems().toString())
                .contains("another certificate", "not now", "is not for localhost")
                .doesNotContain("PRIVATE KEY");
    }

    @Test
    void refusesFilesThatHoldNeither() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "neither");
        serveWith(text, text);

        assertThat(problems())
                .extracting(Problem::setting)
                .containsExactlyInAnyOrder("MULLION_TLS_CERTIFICATE", "MULLION_TLS_KEY_FILE");
    }

    @Test
    void refusesOneWithoutTheOther() {
        OwnCertificate own = OwnCertificate.ofLoopback(folder);
        environment.put("MULLION_TLS_CERTIFICATE", own.certificate().toString());
        assertThat(problems()).extracting(Problem::setting).containsExactly("MULLION_TLS_KEY_FILE");

        environment.remove("MULLION_TLS_CERTIFICATE");
        environment.put("MULLION_TLS_KEY_FILE", own.key().toString());
        assertThat(problems()).extracting(Problem::setting).containsExactly("MULLION_TLS_CERTIFICATE");
    }

    @Test
    void refusesTlsOfItsOwnForAnAddressWithout() {
        OwnCertificate own = OwnCertificate.ofLoopback(folder);
        serveWith(own.certificate(), own.key());
        environment.put("MULLION_PUBLIC_URL", "http://127.0.0.1:8443");

        assertThat(problems()).extracting(Problem::setting).containsExactly("MULLION_PUBLIC_URL");
    }

    @Test
    void takesTheWordForAProxyInFrontOfAnHttpsAddressOnly() {
        environment.put("MULLION_PROXY", "declared");
        assertThat(front().proxyDeclared()).isTrue();

        environment.put("MULLION_PUBLIC_URL", "http://127.0.0.1:8080");
        assertThat(problems()).extracting(Problem::setting).containsExactly("MULLION_PROXY");

        environment.put("MULLION_PUBLIC_URL", "https://mullion.example.com");
        environment.put("MULLION_PROXY", "yes");
        assertThat(problems()).extracting(Problem::setting).containsExactly("MULLION_PROXY");
    }

    @ParameterizedTest
    @CsvSource({
        "MULLION_TRUST_PAGE, maybe",
        "MULLION_SECURITY_CONTACT, security@example.com",
        "MULLION_SECURITY_CONTACT, javascript:alert(1)",
        "MULLION_SECURITY_CONTACT, http://example.com",
        "MULLION_SECURITY_CONTACT, mailto:",
        "MULLION_SECURITY_POLICY, http://example.com/security",
        "MULLION_SECURITY_POLICY, a policy"
    })
    void namesWhatIsNotOneOfItsValues(String setting, String value) {
        environment.put(setting, value);

        assertThat(problems()).extracting(Problem::setting).containsExactly(setting);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailto:security@example.com", "https://example.com/report", "tel:+1-201-555-0123"})
    void takesAContactOfEveryKindThatTheStandardNames(String contact) {
        environment.put("MULLION_SECURITY_CONTACT", contact);
        environment.put("MULLION_TRUST_PAGE", "off");

        assertThat(front().securityContact()).contains(URI.create(contact));
        assertThat(front().trustPage()).isFalse();
    }

    private void serveWith(Path certificate, Path key) {
        environment.put("MULLION_TLS_CERTIFICATE", certificate.toString());
        environment.put("MULLION_TLS_KEY_FILE", key.toString());
    }

    private Front front() {
        return switch (read()) {
            case Reading.Usable usable -> usable.settings().front();
            case Reading.Unusable unusable -> throw new AssertionError(unusable.problems());
        };
    }

    private List<Problem> problems() {
        return read() instanceof Reading.Unusable unusable ? unusable.problems() : List.of();
    }

    private Reading read() {
        return new SettingsReader(environment).read(Overrides.none(), false);
    }
}
