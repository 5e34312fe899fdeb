package dev.mullion.web.view.part;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of facts: one bounded page of it.
 *
 * @param caption names the table, for screen readers and for its story
 * @param count how many there are in all, in words; empty where the rows speak for themselves
 * @param previous the page before; null on the first
 * @param next the page after; null on the last
 */
public record Facts(
        String caption,
        List<Column> columns,
        List<Row> rows,
        String count,
        @Nullable Link previous,
        @Nullable Link next,
        @Nullable Link csv) {

    /** More rows than this on one page are a mistake of the query, not of the reader. */
    public static final int MOST_ROWS = 200;

    public Facts {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        if (rows.size() > MOST_ROWS) {
            throw new IllegalArgumentException(
                    "a table shows at most " + MOST_ROWS + " rows, was given " + rows.size() + ": page the query");
        }
        int width = columns.size();
        if (rows.stream().anyMatch(row -> row.cells().size() != width)) {
            throw new IllegalArgumentException("every row of \"" + caption + "\" needs " + width + " cells");
        }
    }

    /** A table that is shown whole. */
    public static Facts whole(String caption, List<Column> columns, List<Row> rows) {
        return new Facts(caption, columns, rows, "", null, null, null);
    }

    public boolean isPaged() {
        return previous != null || next != null || csv != null || !count.isEmpty();
    }

    /**
     * One column.
     *
     * @param numeric right-aligned, digits under digits
     * @param sort null where the table cannot be sorted by it
     */
    public record Column(
            String label, boolean numeric, @Nullable Sort sort) {

        public @Nullable String css() {
            return numeric ? "num" : null;
        }

        public static Column of(String label) {
            return new Column(label, false, null);
        }

        public static Column numeric(String label) {
            return new Column(label, true, null);
        }
    }

    /**
     * How the table can be sorted by a column.
     *
     * @param href the same page sorted by this column, or the other way round if it already is
     */
    public record Sort(String href, Order order) {}

    /** The words of {@code aria-sort}. */
    public enum Order {
        NONE("none"),
        ASCENDING("ascending"),
        DESCENDING("descending");

        private final String aria;

        Order(String aria) {
            this.aria = aria;
        }

        public String aria() {
            return aria;
        }
    }

    public record Row(List<Cell> cells) {

        public Row {
            cells = List.copyOf(cells);
        }

        public static Row of(Cell... cells) {
            return new Row(List.of(cells));
        }
    }
}
