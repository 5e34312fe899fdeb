package dev.mullion.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxReaderTest {

    private final List<Problem> problems = new ArrayList<>();

    private Map<String, URI> read(String name, String value) {
        return new SandboxReader(Map.of(name, value), problems).read();
    }

    @Test
    void takesAPortOfLoopbackForEachVendor() {
        assertThat(read("MULLION_GITHUB_BASE_URL", " http://127.0.0.1:9090/ "))
                .containsExactly(Map.entry("github", URI.create("http://127.0.0.1:9090")));
        assertThat(read("MULLION_XERO_BASE_URL", "http://[::1]:9091"))
                .containsExactly(Map.entry("xero", URI.create("http://[::1]:9091")));
        assertThat(read("MULLION_STRIPE_BASE_URL", "")).isEmpty();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1",
                "http://127.0.0.1:0",
                "http://127.0.0.1:99999",
                "http://127.0.0.2:9090",
                "http://127.1:9090",
                "http://localhost:9090",
                "http://10.0.0.1:9090",
                "http://169.254.169.254:80",
                "https://127.0.0.1:9090",
                "https://api.example.com",
                "http://127.0.0.1:9090/path",
                "http://a@127.0.0.1:9090",
                "http://127.0.0.1:9090@evil.example:80"
            })
    void takesNothingElse(String value) {
        assertThat(read("MULLION_GITHUB_BASE_URL", value)).isEmpty();
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.setting()).isEqualTo("MULLION_GITHUB_BASE_URL"));
    }
}
