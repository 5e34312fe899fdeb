package dev.mullion.connectors.imported;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values of one row, where they lie; they may be read while the row is and not be kept. */
interface Cells {

    /** What is made of the value of a column; null where the row has none, or an empty one. */
    <T> @Nullable T read(String column, Function<CharSequence, @Nullable T> made);
}
