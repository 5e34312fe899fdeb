package dev.mullion.ingest.sync;

import dev.mullion.ingest.sync.SyncRun.Budget;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The budgets of a run in the columns of its row: lists of which the places belong together. */
final class BudgetColumns {

    private BudgetColumns() {}

    /** As parameters; texts, which PostgreSQL casts, because a list of its own types has no places without a value. */
    static Map<String, Object> of(List<Budget> budgets) {
        return Map.of(
                "budgetKind", column(budgets, budget -> budget.kind().word()),
                "budgetLeft", column(budgets, Budget::left),
                "budgetMost", column(budgets, Budget::most),
                "budgetUntil", column(budgets, Budget::until),
                "budgetAt", column(budgets, Budget::saidAt));
    }

    private static @Nullable String[] column(List<Budget> budgets, Function<Budget, @Nullable Object> value) {
        @Nullable String[] column = new String[budgets.size()];
        for (int at = 0; at < column.length; at++) {
            Object one = value.apply(budgets.get(at));
            column[at] = one == null ? null : one.toString();
        }
        return column;
    }

    /** Those of a row that has all the columns. */
    static List<Budget> of(ResultSet row) throws SQLException {
        @Nullable Object[] kind = values(row, "budget_kind");
        @Nullable Object[] left = values(row, "budget_left");
        @Nullable Object[] most = values(row, "budget_most");
        @Nullable Object[] until = values(row, "budget_until");
        @Nullable Object[] at = values(row, "budget_at");
        return IntStream.range(0, kind.length)
                .mapToObj(place -> new Budget(
                        Budget.Kind.valueOf(String.valueOf(kind[place]).toUpperCase(Locale.ROOT)),
                        ((Number) known(left[place])).longValue(),
                        most[place] == null ? null : Long.valueOf(((Number) known(most[place])).longValue()),
                        instant(until[place]),
                        ((Timestamp) known(at[place])).toInstant()))
                .toList();
    }

    private static @Nullable Instant instant(@Nullable Object value) {
        return value instanceof Timestamp at ? at.toInstant() : null;
    }

    private static Object known(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("a budget of a run lacks a value");
        }
        return value;
    }

    private static @Nullable Object[] values(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return (Object[]) array.getArray();
    }
}
