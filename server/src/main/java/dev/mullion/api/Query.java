package dev.mullion.api;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.ExportFormat;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.telemetry.RepositoryId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of one call. What is unknown, repeated or wrong becomes a fault; the value returned in its place
 * is never used, because a call with faults goes no further.
 */
final class Query {

    private static final int MOST = 200;
    private static final int USUAL = 50;
    private static final String MONTH = "[12][0-9]{3}-(0[1-9]|1[0-2])";
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final String SIZES = "chk_[1-9][0-9]{0,17}(,chk_[1-9][0-9]{0,17}){0,99}";

    private final Map<String, String> values = new HashMap<>();
    private final Faults faults;

    private Query(Faults faults) {
        this.faults = faults;
    }

    static Query of(HttpServletRequest request, List<String> known, Faults faults) {
        Query query = new Query(faults);
        parameters(request, faults).forEach((name, given) -> {
            if (!known.contains(name)) {
                faults.query(name, "is not known here; known are: " + (known.isEmpty() ? "none" : known));
            } else if (given.length != 1) {
                faults.query(name, "is given " + given.length + " times, once was expected");
            } else {
                query.values.put(name, given[0]);
            }
        });
        return query;
    }

    /**
     * Those of the address alone. The web server adds the fields of a body that was sent as a form: no operation takes
     * one, and what somebody sent so, a key perhaps, must not come back as the name of a parameter that is not known.
     */
    private static Map<String, String[]> parameters(HttpServletRequest request, Faults faults) {
        try {
            if (!isForm(request.getContentType())) {
                return request.getParameterMap();
            }
            Set<String> written = names(request.getQueryString());
            return request.getParameterMap().entrySet().stream()
                    .filter(given -> written.contains(given.getKey()))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        } catch (IllegalStateException | IllegalArgumentException undecodable) { // the former is the web server's
            faults.query("", "cannot be decoded; percent-encoded UTF-8 was expected");
            return Map.of();
        }
    }

    private static boolean isForm(@Nullable String type) {
        String plain = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return plain.contains("application/x-www-form-urlencoded") || plain.contains("multipart/form-data");
    }

    private static Set<String> names(@Nullable String query) {
        return query == null
                ? Set.of()
                : Arrays.stream(query.split("&", -1))
                        .map(part -> URLDecoder.decode(part.split("=", 2)[0], StandardCharsets.UTF_8))
                        .collect(Collectors.toUnmodifiableSet());
    }

    int limit() {
        return number("limit", 1, MOST, USUAL);
    }

    int number(String name, int least, int most, int absent) {
        String text = values.get(name);
        if (text == null) {
            return absent;
        }
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        faults.query(name, "must be a whole number from " + least + " to " + most);
        return absent;
    }

    @Nullable String cursor() {
        return values.get("cursor");
    }

    @Nullable RepositoryId repository() {
        return id("repository", "rep_ and a number", PathIds::repository);
    }

    @Nullable ConnectionId connection() {
        return id("connection", "con_ and a UUID", PathIds::connection);
    }

    /** A text of this form, whole; null where the parameter is absent. */
    @Nullable String matching(String name, String form, String shape) {
        String text = values.get(name);
        if (text != null && !text.matches(form)) {
            faults.query(name, "must be " + shape);
        }
        return text;
    }

    /** A text of this form that must be there; empty where it is not. */
    String required(String name, String form, String shape) {
        String text = matching(name, form, shape);
        if (text == null) {
            faults.query(name, "is missing; it must be " + shape);
            return "";
        }
        return text;
    }

    /** A time of the years from 2000 that must be there, and not be after {@code latest}. */
    Instant requiredInstant(String name, Instant latest) {
        Instant at = instant(name);
        if (at == null) {
            if (!values.containsKey(name)) {
                faults.query(name, "is missing; it must be a time in UTC, such as 2026-01-31T08:00:00Z");
            }
            return latest;
        }
        if (at.isBefore(EARLIEST) || at.isAfter(latest)) {
            faults.query(name, "must be a time from 2000 on that is not in the future");
            return latest;
        }
        return at;
    }

    /** A word that something else must know. */
    @Nullable String known(String name, Predicate<String> isKnown, String shape) {
        String text = values.get(name);
        if (text != null && !isKnown.test(text)) {
            faults.query(name, "must be " + shape);
        }
        return text;
    }

    /** What can happen, whole or by its first word. */
    @Nullable String verb() {
        return known(
                "verb",
                said -> Arrays.stream(AuditAction.values()).anyMatch(action -> action.isMeantBy(said)),
                "a verb of the log, such as token.created, or its first word");
    }

    /** Of the years 1000 to 2999. */
    @Nullable YearMonth month(String name) {
        String text = matching(name, MONTH, "a month, such as 2026-01");
        return text == null || !text.matches(MONTH) ? null : YearMonth.parse(text);
    }

    /** Of the years 1000 to 2999. */
    @Nullable LocalDate day(String name) {
        String text = values.get(name);
        try {
            if (text == null || text.matches("[12][0-9]{3}-[0-9]{2}-[0-9]{2}")) {
                return text == null ? null : LocalDate.parse(text);
            }
        } catch (DateTimeParseException notADay) {
            faults.query(name, "must be a day of the calendar, such as 2026-01-31");
            return null;
        }
        faults.query(name, "must be a day, such as 2026-01-31");
        return null;
    }

    /** Of these words the one that is said; null where none is. */
    <E extends Enum<E>> @Nullable E word(String name, Class<E> vocabulary) {
        String text = values.get(name);
        Set<E> found = text == null || text.contains(",") ? Set.of() : words(name, vocabulary);
        if (text != null && text.contains(",")) {
            faults.query(name, "must be one word");
        }
        return found.stream().findFirst().orElse(null);
    }

    /** Sizes of checkpoints that the caller has. */
    Set<Long> kept() {
        String sizes = matching("kept", SIZES, "up to 100 of chk_ and the size of a checkpoint, parted by commas");
        return sizes == null || !sizes.matches(SIZES)
                ? Set.of()
                : Arrays.stream(sizes.substring(4).split(",chk_"))
                        .map(Long::valueOf)
                        .collect(Collectors.toSet());
    }

    @Nullable Instant instant(String name) {
        String text = values.get(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            faults.query(name, "must be a time in UTC, such as 2026-01-31T08:00:00Z");
            return null;
        }
    }

    ExportFormat format() {
        String word = values.getOrDefault("format", ExportFormat.BUNDLE.word());
        return ExportFormat.of(word).orElseGet(() -> {
            faults.query("format", "must be bundle, csv, jsonl or ocsf");
            return ExportFormat.BUNDLE;
        });
    }

    /** One or more words of a vocabulary, joined by commas; empty where the parameter is absent. */
    <E extends Enum<E>> Set<E> words(String name, Class<E> vocabulary) {
        Set<E> found = EnumSet.noneOf(vocabulary);
        String text = values.get(name);
        if (text != null) {
            Map<String, E> known =
                    Arrays.stream(vocabulary.getEnumConstants()).collect(Collectors.toMap(Words::of, e -> e));
            List<String> words = List.of(text.split(",", -1));
            if (words.stream().allMatch(known::containsKey)) {
                words.forEach(word -> found.add(known.get(word)));
            } else {
                faults.query(
                        name,
                        "must be one or more, joined by commas, of "
                                + known.keySet().stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        return found;
    }

    /** What a cursor is bound to: every parameter that decides what is in the list. */
    String filter() {
        return values.entrySet().stream()
                .filter(entry -> !Set.of("cursor", "limit").contains(entry.getKey()))
                .map(entry -> entry.getKey().toLowerCase(Locale.ROOT) + "=" + entry.getValue())
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private <T> @Nullable T id(String name, String shape, java.util.function.Function<String, Optional<T>> parse) {
        String text = values.get(name);
        if (text == null) {
            return null;
        }
        Optional<T> id = parse.apply(text);
        if (id.isEmpty()) {
            faults.query(name, "must be " + shape);
        }
        return id.orElse(null);
    }
}
