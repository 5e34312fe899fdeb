package dev.mullion.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.egress.Endpoint.Method;
import dev.mullion.egress.Endpoint.Query;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    private static final Origin VENDOR = Origin.https("api.vendor.example");
    private static final Endpoint PULLS = Endpoint.get(
            VENDOR,
            "/repos/{owner}/{name}/pulls",
            Query.any("page"),
            Query.oneOf("state", "all", "open"),
            Query.any("expand[]"));
    private static final Endpoint FIELDS = Endpoint.get(VENDOR, "/search", Query.always("fields", "id,status"));
    private static final Permit PERMIT = TestEgress.permit(PULLS, FIELDS);

    @Test
    void coversWhatItMakes() {
        URI address = PULLS.address(
                List.of("acme & sons", "a.b-c_d~e"), "page", "2", "expand[]", "x y", "expand[]", "z", "state", "all");

        assertThat(address)
                .hasToString("https://api.vendor.example/repos/acme%20%26%20sons/a.b-c_d~e/pulls"
                        + "?page=2&expand%5B%5D=x%20y&expand%5B%5D=z&state=all");
        assertThat(PERMIT.endpointOf(Method.GET, address)).contains(PULLS);
        assertThat(PERMIT.endpointOf(Method.POST, address)).isEmpty();
        assertThat(PERMIT.endpointOf(Method.GET, URI.create("https://api.vendor.example/search?fields=id%2Cstatus")))
                .contains(FIELDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.vendor.example/repos/a/b/pulls/1",
                "https://api.vendor.example/repos/a/pulls",
                "https://api.vendor.example/repos/a/b/c/pulls",
                "https://api.vendor.example/repos//b/pulls",
                "https://api.vendor.example/repos/a/../pulls",
                "https://api.vendor.example/repos/a/./pulls",
                "https://api.vendor.example/repos/a/%2e%2e/pulls",
                "https://api.vendor.example/repos/a/b%2Fc/pulls",
                "https://api.vendor.example/repos/a/b%5cc/pulls",
                "https://api.vendor.example/repos/a/b%00/pulls",
                "https://api.vendor.example/repos/a/b%252e/pulls",
                "https://api.vendor.example/repos/a/b;x=1/pulls",
                "https://api.vendor.example/repos/a/b/pulls/",
                "https://api.vendor.example/REPOS/a/b/pulls",
                "https://api.vendor.example/repos/a/b/pulls?per_page=9",
                "https://api.vendor.example/repos/a/b/pulls?page=1&PAGE=2",
                "https://api.vendor.example/repos/a/b/pulls?state=closed",
                "https://api.vendor.example/repos/a/b/pulls?page=1&_method=DELETE",
                "https://api.vendor.example/repos/a/b/pulls?",
                "https://api.vendor.example/repos/a/b/pulls?page=1#x",
                "https://other.vendor.example/repos/a/b/pulls",
                "https://api.vendor.example.evil.example/repos/a/b/pulls",
                "http://api.vendor.example/repos/a/b/pulls",
                "https://api.vendor.example/search",
                "https://api.vendor.example/search?fields=id,status,summary",
                "https://api.vendor.example/search?fields=id,status&fields=summary",
                "mailto:a@vendor.example"
            })
    @Attack({"reliability-29", "reliability-30"})
    void coversNothingThatIsOtherwise(String address) {
        assertThat(PERMIT.endpointOf(Method.GET, URI.create(address))).isEmpty();
    }

    /** A value never adds a segment, goes up, or brings a name into the query. */
    @Property(tries = 3_000)
    void aValueStaysInItsPlaceOrIsNotCovered(@ForAll String segment, @ForAll String value) {
        URI address = PULLS.address(List.of("a", segment), "page", value);

        assertThat(address.getRawPath().split("/", -1)).hasSize(5);
        assertThat(address.getRawQuery().split("[&=]", -1)).hasSizeLessThanOrEqualTo(2);
        assertThat(address.getHost()).isEqualTo("api.vendor.example");
        boolean isOdd = segment.isEmpty()
                || segment.equals(".")
                || segment.equals("..")
                || segment.chars().anyMatch(one -> "/\\;%\0".indexOf(one) >= 0);
        if (isOdd) {
            assertThat(PERMIT.endpointOf(Method.GET, address)).isEmpty();
        }
    }

    @Test
    void isWrittenWithoutWaysUpAndPatterns() {
        for (String path : List.of("repos", "/a/../b", "/a/{b}c", "/a b", "/a?b", "/{}", "/a%20b")) {
            assertThatThrownBy(() -> Endpoint.get(VENDOR, path)).as(path).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aPermitHasBoundsAndCarriesNoSecretsInTheClear() {
        List<Endpoint> endpoints = List.of(PULLS);
        Budget rate = Budget.rate(Budget.Reach.ACCOUNT, 1, Duration.ofSeconds(1));

        assertThatThrownBy(() -> Permit.of("vendor", endpoints, List.of(rate))).hasMessageContaining("in flight");
        for (String name : Set.of("Authorization", "cookie", "X-HTTP-Method-Override", "Host", "accept", "a b")) {
            assertThatThrownBy(() -> PERMIT.withHeaders(name)).as(name).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
