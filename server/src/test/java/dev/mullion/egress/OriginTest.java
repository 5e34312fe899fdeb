package dev.mullion.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import java.net.URI;
import java.net.URISyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @Test
    void isAPublicNameOrAPortOfLoopback() {
        assertThat(Origin.of(URI.create("https://API.Vendor.example/v1")))
                .isEqualTo(Origin.https("api.vendor.example"))
                .hasToString("https://api.vendor.example");
        assertThat(Origin.of(URI.create("http://127.0.0.1:9090"))).isEqualTo(Origin.sandbox(9090));
        assertThat(Origin.of(URI.create("http://[::1]:9090/")).bareHost()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.vendor.example",
                "https://api.vendor.example:8443",
                "https://api.vendor.example:22",
                "https://api.vendor.example:65979",
                "https://api.vendor.example.",
                "https://someone@api.vendor.example",
                "https://api.vendor.example@internal.example",
                "https://api.vendor.example\\@internal.example",
                "https://api.vendor.example\t.evil.example",
                "https://api.vendor.example%00.evil.example",
                "https://intra",
                "https://a_b.example",
                "https://-a.example",
                "https://xn--.1",
                "https://müller.example",
                "https://１２７.0.0.1",
                "https://127.0.0.1",
                "https://127.1",
                "https://2130706433",
                "https://0x7f.0.0.1",
                "https://0177.0.0.1",
                "https://[::ffff:7f00:1]",
                "https://[fe80::1%25eth0]",
                "https://[2606:4700::1111]",
                "https://",
                "https:///path",
                "https:api.vendor.example",
                "//api.vendor.example",
                "api.vendor.example",
                "http://localhost:9090",
                "http://127.0.0.2:9090",
                "http://127.0.0.1",
                "http://127.0.0.1:0",
                "http://127.0.0.1:99999",
                "file:///etc/passwd",
                "jar:https://api.vendor.example/a.jar!/x",
                "netdoc:///etc/passwd",
                "ftp://api.vendor.example/",
                "gopher://api.vendor.example/",
                "data:text/plain,x",
                "mailto:someone@vendor.example"
            })
    @Attack({"reliability-29", "reliability-30"})
    void isNothingElse(String address) {
        assertThatThrownBy(() -> Origin.of(new URI(address)))
                .isInstanceOfAny(IllegalArgumentException.class, URISyntaxException.class);
    }
}
