package dev.mullion.web;

import dev.mullion.telemetry.ComplianceTask.Severity;
import dev.mullion.telemetry.ComplianceTask.State;
import dev.mullion.telemetry.risk.ComplianceTasks;
import dev.mullion.web.view.part.Choice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks an address asks for.
 *
 * @param show which states
 * @param severity null: of each
 */
record TaskQuery(Show show, @Nullable Severity severity) {

    /** What the page offers; the first is what it shows when nothing is asked. */
    enum Show {
        UNDONE("To be done"),
        LATE("Late"),
        DONE("Done or dismissed"),
        ALL("All");

        private final String words;

        Show(String words) {
            this.words = words;
        }
    }

    static TaskQuery of(Map<String, String> said) {
        String show = said.getOrDefault("show", "");
        String severity = said.getOrDefault("severity", "");
        return new TaskQuery(
                show.isEmpty() ? Show.UNDONE : named("show", Show.values(), show),
                severity.isEmpty() ? null : named("severity", Severity.values(), severity));
    }

    private static <E extends Enum<E>> E named(String name, E[] all, String word) {
        return Arrays.stream(all)
                .filter(one -> FinanceWords.word(one).equals(word))
                .findFirst()
                .orElseThrow(() -> UnfitParameter.oneOf(
                        name, Arrays.stream(all).map(FinanceWords::word).toList()));
    }

    ComplianceTasks.Filter filter(LocalDate today) {
        Set<State> states = switch (show) {
            case UNDONE, LATE -> Set.of(State.OPEN, State.IN_PROGRESS);
            case DONE -> Set.of(State.DONE, State.DISMISSED);
            case ALL -> Set.of();
        };
        return new ComplianceTasks.Filter(
                states, severity == null ? Set.of() : Set.of(severity), show == Show.LATE ? today : null);
    }

    String at(String path, Map<String, String> more) {
        Map<String, String> said = new TreeMap<>(more);
        if (show != Show.UNDONE) {
            said.put("show", FinanceWords.word(show));
        }
        if (severity != null) {
            said.put("severity", FinanceWords.word(severity));
        }
        String query = said.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    List<Choice> choices() {
        return List.of(
                new Choice(
                        "show",
                        "Show",
                        Arrays.stream(Show.values())
                                .map(one -> new Choice.Option(FinanceWords.word(one), one.words, one == show))
                                .toList()),
                new Choice(
                        "severity",
                        "Severity",
                        Stream.concat(
                                        Stream.of(new Choice.Option("", "Every severity", severity == null)),
                                        Arrays.stream(Severity.values())
                                                .map(one -> new Choice.Option(
                                                        FinanceWords.word(one), TaskWords.words(one), one == severity)))
                                .toList()));
    }
}
