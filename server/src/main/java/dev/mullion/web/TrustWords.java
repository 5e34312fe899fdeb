package dev.mullion.web;

import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.trust.Evidence;
import dev.mullion.trust.Finding;
import dev.mullion.trust.Promise;
import dev.mullion.trust.State;
import dev.mullion.trust.Trust;
import dev.mullion.web.view.TrustPage;
import dev.mullion.web.view.part.StateWord;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How promises stand, in words. */
final class TrustWords {

    private static final List<String> STATES =
            List.of("failed", "late", "active", "partial", "attested", "off", "not checked yet", "planned");

    private static final Map<String, String> MODULES = modules();
    private static final List<String> PLACES = List.copyOf(MODULES.keySet());

    static final Comparator<TrustPage.Group> BY_PLACE = Comparator.comparingInt(group -> PLACES.indexOf(group.id()));

    private static final String CAN = "operator.can.";
    private static final String CANNOT = "operator.cannot.";

    private TrustWords() {}

    private static Map<String, String> modules() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("tenancy", "Tenants apart");
        names.put("identity", "Who comes in");
        names.put("ingest", "What vendors send");
        names.put("telemetry", "What is stored");
        names.put("vault", "Secrets and keys");
        names.put("audit", "What is recorded");
        names.put("web", "On the wire");
        names.put("connectors", "Connections to vendors");
        names.put("slack", "Slack");
        names.put("knowledge", "Documents");
        names.put("inference", "What a model sees");
        names.put("agents", "Agents");
        names.put("approvals", "Approvals");
        names.put("skills", "Skills");
        names.put("operations", "Running it");
        names.put("trust", "About these promises");
        return names;
    }

    static String module(String name) {
        return MODULES.getOrDefault(name, name);
    }

    static StateWord state(State state) {
        String word = state.word().substring(0, 1).toUpperCase(Locale.ROOT)
                + state.word().substring(1);
        return switch (state) {
            case State.Active _ -> StateWord.active(word);
            case State.Partial _, State.Unchecked _ -> StateWord.waits(word);
            case State.Failed _, State.Late _ -> StateWord.refused(word);
            case State.Off _, State.Planned _, State.Attested _ -> StateWord.quiet(word);
        };
    }

    static StateWord outcome(Outcome outcome) {
        return switch (outcome) {
            case OK -> StateWord.quiet("ok");
            case PARTIAL -> StateWord.waits("partial");
            case FAILED -> StateWord.refused("failed");
        };
    }

    /** Why it is not active, in one sentence. */
    static @Nullable String note(State state) {
        return switch (state) {
            case State.Active _, State.Unchecked _ -> null;
            case State.Partial(var last) -> "Missing: " + details(last, Outcome.PARTIAL);
            case State.Failed(var last) -> "Broken: " + names(last);
            case State.Late _ -> "The last evidence is older than it may be, so it shows nothing of now.";
            case State.Off(var _, var why) -> why;
            case State.Planned(var why) -> why;
            case State.Attested(var at, var statement) ->
                "The operator states, on " + at.toString().substring(0, 10) + ": " + statement;
        };
    }

    private static String details(Evidence evidence, Outcome outcome) {
        return of(evidence, outcome).map(Check::detail).collect(Collectors.joining("; "));
    }

    private static String names(Evidence evidence) {
        String names = of(evidence, Outcome.FAILED).map(Check::name).collect(Collectors.joining(", "));
        return names.isEmpty() ? "nothing was tried" : names;
    }

    private static Stream<Check> of(Evidence evidence, Outcome outcome) {
        return evidence.finding() instanceof Finding.Tried(var checks)
                ? checks.stream().filter(check -> check.outcome() == outcome)
                : Stream.empty();
    }

    /** When a probe runs; empty where there is none. */
    static Optional<String> runs(Promise promise) {
        return promise.interval().map(interval -> (promise.byEvent() ? "each time, and " : "") + every(interval));
    }

    private static String every(Duration interval) {
        if (interval.toHours() < 1) {
            return "every " + interval.toMinutes() + " minutes";
        }
        if (interval.toDays() < 1) {
            return interval.toHours() == 1 ? "every hour" : "every " + interval.toHours() + " hours";
        }
        return interval.toDays() == 1 ? "every day" : "every " + interval.toDays() + " days";
    }

    /** How many stand in each way, the loudest first; what no promise is, is left out. */
    static Map<String, Integer> byState(List<Trust.Line> lines) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        STATES.forEach(word -> {
            int count = (int) lines.stream()
                    .filter(line -> line.state().word().equals(word))
                    .count();
            if (count > 0) {
                counts.put(word, count);
            }
        });
        return counts;
    }

    static List<TrustPage.Count> counts(List<Trust.Line> lines) {
        return byState(lines).entrySet().stream()
                .map(count -> new TrustPage.Count(
                        count.getValue().toString(),
                        lines.stream()
                                .map(Trust.Line::state)
                                .filter(state -> state.word().equals(count.getKey()))
                                .findFirst()
                                .map(TrustWords::state)
                                .orElseThrow()))
                .toList();
    }

    static @Nullable String alarm(List<Trust.Line> lines) {
        List<String> red = lines.stream()
                .filter(line -> line.state().isRed())
                .map(line -> line.promise().id().value())
                .toList();
        if (red.isEmpty()) {
            return null;
        }
        return red.size() == 1
                ? "One promise is not kept, or not checked any more: " + red.getFirst() + "."
                : red.size() + " promises are not kept, or not checked any more: " + String.join(", ", red) + ".";
    }

    /** What the operator can or cannot see, where a check tells of that: {@code operator.can.read-everything}. */
    static Optional<TrustPage.Sight> sight(Check check) {
        boolean can = check.name().startsWith(CAN);
        if (!can && !check.name().startsWith(CANNOT)) {
            return Optional.empty();
        }
        String[] parts = check.detail().split(": ", 2);
        return Optional.of(new TrustPage.Sight(can, parts[0], parts.length == 2 ? parts[1] : ""));
    }
}
