package dev.mullion.bench.report;

import java.util.List;

/** Figures side by side. The first column names the row. */
public record Table(String title, List<String> columns, List<List<String>> rows) {

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of '" + title + "' has " + row.size() + " cells, not " + columns.size());
            }
        }
    }
}
