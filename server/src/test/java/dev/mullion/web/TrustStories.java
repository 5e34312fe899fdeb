package dev.mullion.web;

import dev.mullion.checks.Check;
import dev.mullion.connectors.Manifests;
import dev.mullion.connectors.github.GitHubManifest;
import dev.mullion.trust.Evidence;
import dev.mullion.trust.Finding;
import dev.mullion.trust.Promise;
import dev.mullion.trust.PromiseId;
import dev.mullion.trust.State;
import dev.mullion.trust.Trust;
import dev.mullion.web.view.TrustPage;
import dev.mullion.web.view.part.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The promises in every state they can be in, for a stranger and for somebody who is signed in. */
final class TrustStories {

    private static final TrustStory STORY = new TrustStory(new Manifests(Map.of("github", GitHubManifest.manifest())));

    private TrustStories() {}

    static Stream<Story> all() {
        return Stream.of(
                new Story(
                        "trust",
                        "trust/page",
                        STORY.page(
                                kept(),
                                Company.WORDING,
                                null,
                                new TrustStory.Contacts(
                                        Optional.of(new TrustPage.Outside(
                                                "security@larkfield.example", "mailto:security@larkfield.example")),
                                        Optional.of(new TrustPage.Outside(
                                                "What is promised to who reports",
                                                "https://larkfield.example/security"))))),
                new Story(
                        "trust-red",
                        "trust/page",
                        STORY.page(
                                everyState(),
                                Company.WORDING,
                                new Link("Back to Mullion", "/"),
                                new TrustStory.Contacts(Optional.empty(), Optional.empty()))),
                new Story(
                        "trust-first-minute",
                        "trust/page",
                        STORY.page(
                                List.of(line("P21", "tenancy", new State.Unchecked())),
                                Company.WORDING,
                                null,
                                new TrustStory.Contacts(Optional.empty(), Optional.empty()))));
    }

    private static List<Trust.Line> kept() {
        List<Trust.Line> lines = new ArrayList<>();
        lines.add(line(
                "P21",
                "tenancy",
                new State.Active(seen(
                        4,
                        Check.ok("catalogue.row-security", "0 faults"),
                        Check.ok("catalogue.policies", "0 faults")))));
        lines.add(line(
                "P20",
                "tenancy",
                new State.Active(seen(
                        31,
                        Check.ok("probe.read", "own workspace: 1 rows; the other's: 0 rows"),
                        Check.ok("probe.update", "own workspace: 1 rows; the other's: 0 rows")))));
        lines.add(line(
                "P15",
                "identity",
                new State.Active(seen(
                        240, Check.ok("strangers.without-credentials", "44 routes, 34 refused, 10 open by design")))));
        lines.add(line(
                "P07", "web", new State.Off(seen(12), "The server speaks plain http and listens on loopback alone.")));
        lines.add(
                line(
                        "P08",
                        "tenancy",
                        new State.Partial(
                                seen(
                                        12,
                                        Check.partial(
                                                "database.certificate",
                                                "the address says sslmode=require: the certificate is not verified, verify-full is missing")))));
        lines.add(line("P33", "audit", new State.Planned("arrives with the log's proofs")));
        lines.add(line(
                "P44",
                "operations",
                new State.Attested(Company.NOW.minus(Duration.ofDays(12)), "All volumes are encrypted.")));
        lines.add(line(
                "P49",
                "trust",
                new State.Planned("SOC 2 Type II: in preparation, not certified. HIPAA: not in scope.")));
        lines.add(
                line(
                        "P50",
                        "trust",
                        new State.Active(
                                seen(
                                        600,
                                        Check.ok(
                                                "operator.cannot.read-passwords",
                                                "Passwords: there are none, in no table and on no page"),
                                        Check.ok(
                                                "operator.can.read-everything",
                                                "Every stored row, with the database's superuser and the master key: no workspace has a key of its own")))));
        return lines;
    }

    private static List<Trust.Line> everyState() {
        List<Trust.Line> lines = new ArrayList<>(kept());
        lines.add(line(
                "P19",
                "tenancy",
                new State.Failed(seen(
                        2,
                        Check.failed("guard.statement", "9 of 10 bypasses refused " + Company.HOSTILE),
                        Check.ok("guard.ledger", "312 statements judged since the start, 0 times refused")))));
        lines.add(line("P23", "tenancy", new State.Late(seen(400, Check.ok("catalogue.keys", "0 faults")))));
        lines.add(line("P05", "telemetry", new State.Unchecked()));
        return lines;
    }

    private static Evidence seen(int minutesAgo, Check... checks) {
        return new Evidence(
                Company.NOW.minus(Duration.ofMinutes(minutesAgo)), Duration.ofMillis(640), Finding.of(checks));
    }

    private static Trust.Line line(String id, String module, State state) {
        Promise promise = new Promise(
                new PromiseId(id),
                module,
                "A promise in plain words, as long as most of them are, with one thing that it says of the installation.",
                "What its probe tries, in a sentence or two, so that a reader can judge what the evidence is worth.",
                Optional.of(Duration.ofHours(1)),
                Optional.empty());
        return new Trust.Line(promise, state);
    }
}
