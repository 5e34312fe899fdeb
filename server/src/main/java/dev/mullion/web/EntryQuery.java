package dev.mullion.web;

import dev.mullion.telemetry.InfrastructureCost;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.web.view.FinancePage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Facts.Row;
import dev.mullion.web.view.part.Link;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which entries an address asks for. A value that is none does not fit.
 *
 * @param path what follows the address of Finance
 */
record EntryQuery(String path, Map<String, String> said) {

    /** Where the page before ended. */
    static final String AFTER = "after";

    static final int A_PAGE = 200;

    static final String A_MONTH = "a month such as 2026-11, and none to come";
    static final String A_PLACE = "where a page of this list ended";

    private static final Pattern WORD = Pattern.compile("[a-z0-9._-]{1,60}");
    private static final Pattern MONTH = Pattern.compile("[12][0-9]{3}-[0-9]{2}");
    private static final Pattern DAY = Pattern.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}");

    EntryQuery {
        said = Map.copyOf(said);
    }

    /** What is empty, as a form sends it, is not asked for. */
    boolean has(String name) {
        return !said(name).isEmpty();
    }

    String said(String name) {
        return said.getOrDefault(name, "");
    }

    /** @param expected as {@link UnfitParameter} says it */
    <T> @Nullable T read(String name, String expected, Function<String, T> reading) {
        try {
            return has(name) ? reading.apply(said(name)) : null;
        } catch (IllegalArgumentException | DateTimeException notOne) {
            throw new UnfitParameter(name, expected);
        }
    }

    /** One of these words. */
    <T> @Nullable T named(String name, Collection<String> words, Function<String, Optional<T>> reading) {
        return has(name) ? reading.apply(said(name)).orElseThrow(() -> UnfitParameter.oneOf(name, words)) : null;
    }

    @Nullable CurrencyCode currency() {
        return read("currency", "a currency such as EUR", CurrencyCode::new);
    }

    @Nullable YearMonth month() {
        return read("month", A_MONTH, text -> YearMonth.parse(shaped(text, MONTH)));
    }

    @Nullable LocalDate day(String name) {
        return read(name, "a day such as 2026-11-05", text -> LocalDate.parse(shaped(text, DAY)));
    }

    /** A word that somebody else has made. */
    @Nullable String word(String name) {
        return read(name, "a word of 1 to 60 of a-z, 0-9, '.', '_' and '-'", text -> shaped(text, WORD));
    }

    /** Years beyond four digits are none that a column holds. */
    private static String shaped(String text, Pattern shape) {
        if (!shape.matcher(text).matches()) {
            throw new IllegalArgumentException("it is of another shape");
        }
        return text;
    }

    Receivables.@Nullable Place place() {
        return read(AFTER, A_PLACE, text -> {
            shaped(text.split("/", 2)[0], DAY);
            return Receivables.Place.parse(text);
        });
    }

    InfrastructureCost.@Nullable Id cost() {
        return read(AFTER, A_PLACE, text -> {
            String[] parts = text.split("/", 4);
            if (parts.length < 4) {
                throw new IllegalArgumentException("a place is a month, a source, a provider and a service");
            }
            return new InfrastructureCost.Id(parts[1], parts[2], parts[3], YearMonth.parse(shaped(parts[0], MONTH)));
        });
    }

    static String place(InfrastructureCost.Id id) {
        return String.join("/", id.month().toString(), id.source(), id.provider(), id.service());
    }

    /** The same with one value set, or taken away where it is null. */
    EntryQuery with(String name, @Nullable String value) {
        Map<String, String> changed = new TreeMap<>(said);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new EntryQuery(path, changed);
    }

    String at(Visit visit) {
        String query = new TreeMap<>(said)
                .entrySet().stream()
                        .filter(pair -> !pair.getValue().isEmpty())
                        .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
                        .collect(Collectors.joining("&"));
        return visit.href(Place.FINANCE) + path + (query.isEmpty() ? "" : "?" + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A page of what this asks for; its title says the month and the currency. */
    Page page(Visit visit, String what) {
        return new Page(
                this,
                visit,
                what + (has("month") ? " of " + said("month") : "") + (has("currency") ? ", " + said("currency") : ""),
                "",
                List.of());
    }

    /** What stands around the table. */
    record Page(EntryQuery query, Visit visit, String title, String sentence, List<Choice> filter) {

        Page {
            filter = List.copyOf(filter);
        }

        /** Keeps the currency while the rest is chosen anew. */
        private static List<Choice> withCurrency(EntryQuery query, List<Choice> choices) {
            String code = query.said("currency");
            return code.isEmpty()
                    ? choices
                    : Stream.concat(
                                    choices.stream(),
                                    Stream.of(new Choice(
                                            "currency",
                                            "Currency",
                                            List.of(
                                                    new Choice.Option(code, code, true),
                                                    new Choice.Option("", "Every currency", false)))))
                            .toList();
        }

        Page saying(String more) {
            return new Page(query, visit, title, more, filter);
        }

        Page filteredBy(List<Choice> choices) {
            return new Page(query, visit, title, sentence, withCurrency(query, choices));
        }

        /**
         * The page.
         *
         * @param rows one more than are shown, where more follow
         * @param place of a row, from which the next page goes on
         */
        FinancePage.Entries of(List<Column> columns, List<Row> rows, IntFunction<String> place) {
            List<Row> shown = rows.subList(0, Math.min(A_PAGE, rows.size()));
            return of(columns, shown, rows.size() > shown.size() ? place.apply(shown.size() - 1) : null);
        }

        /**
         * The page of rows that are all shown.
         *
         * @param after from where the next page goes on; null where there is none
         */
        FinancePage.Entries of(List<Column> columns, List<Row> shown, @Nullable String after) {
            Link next = after == null
                    ? null
                    : new Link("Next page", query.with(AFTER, after).at(visit));
            Link first = query.has(AFTER)
                    ? new Link("First page", query.with(AFTER, null).at(visit))
                    : null;
            return new FinancePage.Entries(
                    visit.still(title, Place.FINANCE),
                    new Link("Finance", visit.href(Place.FINANCE)),
                    sentence,
                    new Facts(
                            title,
                            columns,
                            shown,
                            visit.wording().count(shown.size(), "row", "rows")
                                    + (first != null || next != null ? " on this page" : ""),
                            first,
                            next,
                            null),
                    visit.href(Place.FINANCE) + query.path(),
                    filter);
        }
    }
}
