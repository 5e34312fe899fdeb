package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.checks.Check;
import dev.mullion.settings.Front;
import dev.mullion.trust.Evidence;
import dev.mullion.trust.Finding;
import dev.mullion.trust.Promise;
import dev.mullion.trust.PromiseId;
import dev.mullion.trust.State;
import dev.mullion.trust.Trust;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What strangers and members see of the promises, over HTTP. */
class TrustPagesTest {

    private final TestServer server = TestServer.shared();

    @Test
    void showsEveryPromiseToAStrangerWithWhatWasSeen() {
        server.bean(Trust.class).checkNow(new PromiseId("P21"));

        Document page = Jsoup.parse(server.get("/trust").body());

        assertThat(page.select(".controls > li")).hasSize(51);
        assertThat(page.select("#P21 > .state").text()).isEqualTo("Active");
        assertThat(page.select("#P21 details .seen li").text()).contains("catalogue.row-security", "0 faults");
        assertThat(page.select("#P49").text()).contains("Planned", "not certified", "not in scope");
        assertThat(page.select("header a"))
                .as("a way back for who never came in")
                .isEmpty();
    }

    @Test
    void tellsProgramsTheSame() {
        server.bean(Trust.class).checkNow(new PromiseId("P21"));

        JsonNode view = JsonMapper.shared().readTree(server.get("/trust.json").body());

        assertThat(view.get("controls").size()).isEqualTo(51);
        JsonNode rows = StreamSupport.stream(view.get("controls").spliterator(), false)
                .filter(control -> control.get("id").asString().equals("P21"))
                .findFirst()
                .orElseThrow();
        assertThat(rows.get("state").asString()).isEqualTo("active");
        assertThat(rows.get("interval").asString()).isEqualTo("PT10M");
        assertThat(Instant.parse(rows.get("checkedAt").asString()))
                .isBefore(Instant.now().plusSeconds(60));
        assertThat(view.get("connectors").get(0).get("kept").size()).isGreaterThan(40);
        assertThat(view.get("connectors").get(0).get("neverAsks").toString()).contains("write");
    }

    @Test
    void leadsWhoIsSignedInThereAndBack() {
        String[] member = server.person(server.newWorkspace(), "").header();

        assertThat(server.get("/trust", member).body()).contains("Back to Mullion");
        assertThat(Jsoup.parse(server.get("/", member).body()).select("a[href=/trust]"))
                .isNotNull();
    }

    @Test
    void keepsFromStrangersHowAPromiseBroke() {
        Trust.Line broken = new Trust.Line(
                new Promise(
                        new PromiseId("P21"),
                        "tenancy",
                        "c.",
                        "h.",
                        Optional.of(Duration.ofHours(1)),
                        Optional.empty()),
                new State.Failed(new Evidence(
                        Instant.EPOCH,
                        Duration.ZERO,
                        Finding.of(
                                Check.failed("catalogue.policies", "push: policy stray"),
                                Check.ok("one", "0 faults")))));

        String shown = Discretion.forStrangers(broken).toString();

        assertThat(shown).contains("Failed", "catalogue.policies", "0 faults").doesNotContain("stray");
    }

    @Test
    void namesWhomTheOperatorNamedAndCanBeSwitchedOff() {
        var front = new Front(
                Optional.empty(),
                false,
                false,
                Optional.of(URI.create("mailto:security@larkfield.example")),
                Optional.of(URI.create("https://larkfield.example/security")));
        try (TestServer quiet = TestServer.start(front)) {
            assertThat(quiet.get("/trust").statusCode()).isEqualTo(404);
            assertThat(quiet.get("/trust.json").statusCode()).isEqualTo(404);
            assertThat(quiet.get("/.well-known/security.txt").body().lines())
                    .contains(
                            "Contact: mailto:security@larkfield.example",
                            "Policy: https://larkfield.example/security",
                            "Canonical: " + quiet.address() + "/.well-known/security.txt")
                    .anyMatch(line -> line.matches("Expires: \\d{4}-\\d\\d-\\d\\dT00:00:00Z"));
        }
    }

    @Test
    void inventsNoContact() {
        assertThat(server.get("/.well-known/security.txt").body())
                .contains("Contact: " + server.address() + "/trust\n")
                .doesNotContain("Policy", "mailto");
        assertThat(server.get("/trust").body()).contains("named no address for reports");
    }
}
