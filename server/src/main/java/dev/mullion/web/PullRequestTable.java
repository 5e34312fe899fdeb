package dev.mullion.web;

import dev.mullion.telemetry.PullRequest.Size;
import dev.mullion.telemetry.engineering.PullRequests.Entry;
import dev.mullion.telemetry.engineering.PullRequests.Order;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Facts.Row;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pull requests as a table, and as lines of a file (RFC 4180). */
record PullRequestTable(Wording wording, String at, Query query) {

    static final String CSV_HEAD =
            "id,repository_id,repository,number,state,author,author_is_bot,opened_at,first_ready_at,"
                    + "first_review_at,merged_at,closed_at,updated_at,coding_seconds,pickup_seconds,review_seconds,merge_seconds,"
                    + "cycle_seconds,additions,deletions,changed_files\r\n";

    Facts of(List<Entry> entries, boolean later, @Nullable Link next) {
        return new Facts(
                "Pull requests",
                List.of(
                        Column.of("Repository"),
                        Column.of("Number"),
                        Column.of("State"),
                        sorted("Opened", Order.OPENED),
                        sorted("Pickup", Order.PICKUP),
                        sorted("Review", Order.REVIEW),
                        sorted("Cycle", Order.CYCLE),
                        Column.numeric("Lines"),
                        sorted("Last activity", Order.UPDATED)),
                entries.stream().map(this::row).toList(),
                wording.count(entries.size(), "pull request", "pull requests")
                        + (later || next != null ? " on this page" : ""),
                later ? new Link("First page", query.at(at)) : null,
                next,
                new Link(
                        "Download CSV (the first " + wording.count(PullRequestPages.MOST_IN_A_FILE) + ")",
                        query.at(at + ".csv")));
    }

    private Column sorted(String label, Order order) {
        boolean chosen = query.order() == order;
        return new Column(
                label,
                true,
                new Facts.Sort(
                        query.with("order", order.name().toLowerCase(Locale.ROOT))
                                .at(at),
                        chosen ? Facts.Order.DESCENDING : Facts.Order.NONE));
    }

    private Row row(Entry entry) {
        Size size = entry.size();
        return Row.of(
                Cell.text(entry.repositoryName()),
                PullRequestWords.number(entry, at),
                Cell.state(PullRequestWords.state(entry)),
                Cell.moment(wording.moment(entry.times().opened())),
                PullRequestWords.elapsed(entry.pickup(), wording),
                PullRequestWords.elapsed(entry.review(), wording),
                PullRequestWords.elapsed(entry.cycle(), wording),
                size == null ? Cell.nothing() : Cell.count(wording.count((long) size.additions() + size.deletions())),
                Cell.moment(wording.moment(entry.times().updated())));
    }

    static String csv(Entry entry) {
        Size size = entry.size();
        return Stream.of(
                                entry.id(),
                                entry.repository().value(),
                                quoted(entry.repositoryName()),
                                entry.number(),
                                entry.state().name().toLowerCase(Locale.ROOT),
                                Objects.requireNonNullElse(
                                        entry.author() == null
                                                ? null
                                                : entry.author().value(),
                                        ""),
                                entry.authorIsBot(),
                                entry.times().opened(),
                                orNothing(entry.times().firstReady()),
                                orNothing(entry.times().firstReview()),
                                orNothing(entry.times().merged()),
                                orNothing(entry.times().closed()),
                                entry.times().updated(),
                                seconds(entry.coding()),
                                seconds(entry.pickup()),
                                seconds(entry.review()),
                                seconds(entry.merge()),
                                seconds(entry.cycle()),
                                size == null ? "" : size.additions(),
                                size == null ? "" : size.deletions(),
                                size == null ? "" : size.files())
                        .map(Object::toString)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    private static Object orNothing(@Nullable Object value) {
        return value == null ? "" : value;
    }

    private static Object seconds(@Nullable Duration length) {
        return length == null ? "" : length.toSeconds();
    }

    /** A vendor's text that begins like a formula must not become one in a spreadsheet. */
    private static String quoted(String text) {
        String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
