package dev.mullion.connectors.imported;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One row while it is read. */
final class Row {

    private final Cells cells;
    private final int number;
    private final Rows rows;
    private boolean isFaulty;

    Row(Cells cells, int number, Rows rows) {
        this.cells = cells;
        this.number = number;
        this.rows = rows;
    }

    /** The value of a column that every row has; what is none of this shape is a fault, and null. */
    <T> @Nullable T need(String column, Function<CharSequence, @Nullable T> made, String shape) {
        T value = cells.read(column, made);
        if (value == null) {
            fault(column, shape);
        }
        return value;
    }

    /** The same of a column that may be empty. */
    <T> @Nullable T may(String column, Function<CharSequence, @Nullable T> made, String shape) {
        boolean isThere = Boolean.TRUE.equals(cells.read(column, _ -> true));
        return isThere ? need(column, made, shape) : null;
    }

    boolean isFaulty() {
        return isFaulty;
    }

    void fault(String detail) {
        isFaulty = true;
        rows.fault("/rows/" + number, detail);
    }

    private void fault(String column, String shape) {
        isFaulty = true;
        rows.fault("/rows/" + number + "/" + column, "must be " + shape);
    }
}
