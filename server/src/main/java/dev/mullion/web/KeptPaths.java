package dev.mullion.web;

import dev.mullion.connectors.KeptPath;
import dev.mullion.connectors.Manifest;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts;
import java.util.List;
import java.util.SortedMap;

/** The projection's own allow-list as a table: what is not in it is never read. */
final class KeptPaths {

    private KeptPaths() {}

    static Facts of(SortedMap<String, List<KeptPath>> projections) {
        List<Facts.Row> rows = projections.entrySet().stream()
                .flatMap(event -> event.getValue().stream().map(path -> row(event.getKey(), path)))
                .toList();
        int shown = Math.min(rows.size(), Facts.MOST_ROWS);
        return new Facts(
                "Every path that is read, and what it becomes",
                List.of(Facts.Column.of("Event"), Facts.Column.of("Path"), Facts.Column.of("Kept as")),
                rows.subList(0, shown),
                shown == rows.size() ? rows.size() + " paths" : "The first " + shown + " of " + rows.size() + " paths",
                null,
                null,
                null);
    }

    private static Facts.Row row(String event, KeptPath path) {
        return Facts.Row.of(
                Cell.text(event(event)),
                Cell.code(path.path()),
                Cell.text(path.kind().phrase()));
    }

    static String event(String name) {
        return name.equals(Manifest.EVERY_EVENT) ? "every event" : name;
    }
}
