package dev.mullion.web;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.PullRequest.State;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.engineering.Age;
import dev.mullion.telemetry.engineering.Engineering;
import dev.mullion.telemetry.engineering.Period;
import dev.mullion.telemetry.engineering.PullRequests.Authors;
import dev.mullion.telemetry.engineering.PullRequests.Filter;
import dev.mullion.telemetry.engineering.PullRequests.Order;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pull requests an address asks for. Only the names and values below are taken; a value that is none of them does
 * not fit, and a name that is none of them is ignored.
 */
record Query(SequencedMap<String, String> said) {

    private static final String DAYS = "[1-9][0-9]{0,2}";
    private static final Map<String, Taken> TAKEN = Map.of(
            "state", Taken.of("draft|open|progress|merged|closed"),
            "repository", new Taken("rep_[1-9][0-9]{0,17}", "a repository's id, as the page's own list has it"),
            "merged", new Taken(DAYS, "a number of days from 1 to 999"),
            "opened", new Taken(DAYS, "a number of days from 1 to 999"),
            "age", Taken.of("under_1_day|days_1_to_3|days_3_to_7|days_7_to_14|days_14_to_30|over_30_days"),
            "by", Taken.of("people|bots"),
            "waiting", Taken.of("yes"),
            "reviewer", new Taken("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "a reviewer's hash, as the page has it"),
            "order", Taken.of("updated|opened|age|coding|pickup|review|merge|cycle"));

    /** What may stand under a name, and how that is said. */
    private record Taken(Pattern form, String expected) {

        Taken(String form, String expected) {
            this(Pattern.compile(form), expected);
        }

        static Taken of(String words) {
            return new Taken(words, words.contains("|") ? "one of " + words.replace("|", ", ") : words);
        }
    }

    static Query none() {
        return new Query(new TreeMap<>());
    }

    static Query of(Map<String, String> parameters) {
        Query query = none();
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            Taken taken = TAKEN.get(parameter.getKey());
            if (taken == null || parameter.getValue().isEmpty()) {
                continue;
            }
            if (!taken.form().matcher(parameter.getValue()).matches()) {
                throw new UnfitParameter(parameter.getKey(), taken.expected());
            }
            query = query.with(parameter.getKey(), parameter.getValue());
        }
        return query;
    }

    /** The same with one value set, or taken away where it is null. */
    Query with(String name, @Nullable Object value) {
        SequencedMap<String, String> changed = new TreeMap<>(said);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value.toString());
        }
        return new Query(changed);
    }

    String said(String name) {
        return said.getOrDefault(name, "");
    }

    /** In one order, whatever order it came in: what a cursor is bound to. */
    String text() {
        return said.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    String at(String path) {
        return said.isEmpty() ? path : path + "?" + text();
    }

    Order order() {
        String order = said("order");
        return order.isEmpty() ? Order.UPDATED : Order.valueOf(order.toUpperCase(Locale.ROOT));
    }

    @Nullable RepositoryId repository() {
        return repository(said("repository"));
    }

    /** Null where all are meant. */
    static @Nullable RepositoryId repository(String text) {
        return text.isEmpty() ? null : new RepositoryId(Long.parseLong(text.substring("rep_".length())));
    }

    Filter filter(Instant now) {
        Filter filter = states(Filter.all()).in(repository()).by(authors());
        if (!said("merged").isEmpty()) {
            filter = filter.mergedIn(Period.before(now, days("merged")));
        }
        if (!said("opened").isEmpty()) {
            filter = filter.openedIn(Period.before(now, days("opened")));
        }
        if (!said("age").isEmpty()) {
            filter = filter.openedIn(
                    Age.valueOf(said("age").toUpperCase(Locale.ROOT)).opened(now));
        }
        if (!said("waiting").isEmpty()) {
            filter = filter.waitingForReview();
        }
        return said("reviewer").isEmpty()
                ? filter
                : filter.reviewedBy(
                        new IdHash(UUID.fromString(said("reviewer"))), Period.before(now, Engineering.REVIEW_PERIOD));
    }

    private Filter states(Filter filter) {
        return switch (said("state")) {
            case "draft" -> filter.of(State.DRAFT);
            case "open" -> filter.of(State.OPEN);
            case "progress" -> filter.of(State.DRAFT, State.OPEN);
            case "merged" -> filter.of(State.MERGED);
            case "closed" -> filter.of(State.CLOSED);
            default -> filter;
        };
    }

    private Authors authors() {
        return switch (said("by")) {
            case "people" -> Authors.PEOPLE;
            case "bots" -> Authors.BOTS;
            default -> Authors.ANYONE;
        };
    }

    private Duration days(String name) {
        return Duration.ofDays(Integer.parseInt(said(name)));
    }
}
