package dev.mullion.web;

import dev.mullion.checks.Check;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifests;
import dev.mullion.trust.Evidence;
import dev.mullion.trust.Finding;
import dev.mullion.trust.Promise;
import dev.mullion.trust.State;
import dev.mullion.trust.Trust;
import dev.mullion.web.view.ConnectionPage.Scope;
import dev.mullion.web.view.TrustPage;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The promises as the page and the file for programs show them; both from the same lines. */
@Component
class TrustStory {

    private final Manifests manifests;

    TrustStory(Manifests manifests) {
        this.manifests = manifests;
    }

    /** Whom to tell of a weakness, where the operator named somebody. */
    record Contacts(Optional<TrustPage.Outside> contact, Optional<TrustPage.Outside> policy) {}

    TrustPage page(List<Trust.Line> lines, Wording wording, @Nullable Link home, Contacts contacts) {
        return new TrustPage(
                wording.moment(wording.now()),
                home,
                TrustWords.alarm(lines),
                TrustWords.counts(lines),
                groups(lines, wording),
                sights(lines),
                manifests.all().stream().map(TrustStory::source).toList(),
                contacts.contact().orElse(null),
                contacts.policy().orElse(null));
    }

    private static TrustPage.Source source(Manifest manifest) {
        return new TrustPage.Source(
                manifest.vendor(),
                manifest.asks().stream()
                        .map(scope -> Scope.asked(scope.name(), scope.why()))
                        .toList(),
                manifest.neverAsks(),
                manifest.keeps(),
                manifest.never(),
                KeptPaths.of(manifest.projections()));
    }

    private static List<TrustPage.Group> groups(List<Trust.Line> lines, Wording wording) {
        Map<String, List<Trust.Line>> byModule = lines.stream()
                .collect(Collectors.groupingBy(
                        line -> line.promise().module(), LinkedHashMap::new, Collectors.toList()));
        return byModule.entrySet().stream()
                .map(module -> new TrustPage.Group(
                        module.getKey(),
                        TrustWords.module(module.getKey()),
                        module.getValue().stream()
                                .map(line -> entry(line, wording))
                                .toList()))
                .sorted(TrustWords.BY_PLACE)
                .toList();
    }

    private static TrustPage.Entry entry(Trust.Line line, Wording wording) {
        Promise promise = line.promise();
        Optional<Evidence> last = line.state().evidence();
        boolean probed = !(line.state() instanceof State.Planned) && !(line.state() instanceof State.Attested);
        return new TrustPage.Entry(
                promise.id().value(),
                promise.claim(),
                TrustWords.state(line.state()),
                TrustWords.note(line.state()),
                promise.how(),
                last.map(evidence -> wording.moment(evidence.at())).orElse(null),
                probed ? TrustWords.runs(promise).orElse(null) : null,
                last.map(evidence -> wording.elapsed(evidence.took())).orElse(null),
                last.map(TrustStory::seen).orElse(List.of()));
    }

    private static List<TrustPage.Seen> seen(Evidence evidence) {
        return checks(evidence).stream()
                .map(check -> new TrustPage.Seen(check.name(), TrustWords.outcome(check.outcome()), check.detail()))
                .toList();
    }

    private static List<Check> checks(Evidence evidence) {
        return evidence.finding() instanceof Finding.Tried(var checks) ? checks : List.of();
    }

    /** Made by the probe of P50 out of roles and keys: what was not checked is not said. */
    private static List<TrustPage.Sight> sights(List<Trust.Line> lines) {
        return lines.stream()
                .filter(line -> line.promise().id().value().equals("P50"))
                .flatMap(line -> line.state().evidence().stream())
                .flatMap(evidence -> checks(evidence).stream())
                .filter(check -> check.outcome() == Check.Outcome.OK)
                .flatMap(check -> TrustWords.sight(check).stream())
                .toList();
    }

    TrustView view(List<Trust.Line> lines, Instant now) {
        return new TrustView(
                now,
                TrustWords.byState(lines),
                lines.stream().map(TrustStory::view).toList(),
                sights(lines).stream()
                        .map(sight -> new TrustView.SightView(sight.can(), sight.what(), sight.why()))
                        .toList(),
                manifests.all().stream().map(TrustStory::sourceView).toList());
    }

    private static TrustView.ControlView view(Trust.Line line) {
        Promise promise = line.promise();
        Optional<Evidence> last = line.state().evidence();
        return new TrustView.ControlView(
                promise.id().value(),
                promise.module(),
                promise.claim(),
                line.state().word(),
                TrustWords.note(line.state()),
                promise.how(),
                promise.interval().map(Object::toString).orElse(null),
                last.map(Evidence::at).orElse(null),
                last.map(evidence -> evidence.took().toMillis()).orElse(null),
                last.map(evidence -> checks(evidence).stream()
                                .map(check -> new TrustView.CheckView(
                                        check.name(),
                                        TrustWords.outcome(check.outcome()).word(),
                                        check.detail()))
                                .toList())
                        .orElse(null));
    }

    private static TrustView.SourceView sourceView(Manifest manifest) {
        return new TrustView.SourceView(
                manifest.vendor(),
                manifest.asks().stream()
                        .map(scope -> new TrustView.ScopeView(scope.name(), scope.why()))
                        .toList(),
                manifest.neverAsks(),
                manifest.keeps(),
                manifest.never(),
                manifest.projections().entrySet().stream()
                        .flatMap(event -> event.getValue().stream()
                                .map(path -> new TrustView.PathView(
                                        KeptPaths.event(event.getKey()),
                                        path.path(),
                                        path.kind().phrase())))
                        .toList());
    }
}
