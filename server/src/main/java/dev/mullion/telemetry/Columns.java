package dev.mullion.telemetry;

import dev.mullion.keys.IdHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Between rows and the arrays and columns of statements. Instants and hashes travel as text: the statement casts. */
final class Columns {

    private Columns() {}

    static <R> @Nullable String[] texts(Collection<R> rows, Function<R, @Nullable Object> column) {
        @Nullable String[] texts = new String[rows.size()];
        int place = 0;
        for (R row : rows) {
            Object value = column.apply(row);
            texts[place++] = value == null ? null : text(value);
        }
        return texts;
    }

    static <R> Long[] ids(Collection<R> rows, Function<R, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    static <R> @Nullable Integer[] counts(Collection<R> rows, Function<R, @Nullable Integer> column) {
        @Nullable Integer[] counts = new Integer[rows.size()];
        int place = 0;
        for (R row : rows) {
            counts[place++] = column.apply(row);
        }
        return counts;
    }

    static <R> @Nullable Boolean[] flags(Collection<R> rows, Function<R, @Nullable Boolean> column) {
        @Nullable Boolean[] flags = new Boolean[rows.size()];
        int place = 0;
        for (R row : rows) {
            flags[place++] = column.apply(row);
        }
        return flags;
    }

    /** The word under which a constant is stored. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E constant(Class<E> type, ResultSet row, String column) throws SQLException {
        return Enum.valueOf(type, row.getString(column).toUpperCase(Locale.ROOT));
    }

    static <E extends Enum<E>> @Nullable E constantOrNull(Class<E> type, ResultSet row, String column)
            throws SQLException {
        return row.getString(column) == null ? null : constant(type, row, column);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** Of a column that is never null. */
    static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable IdHash hash(ResultSet row, String column) throws SQLException {
        UUID value = row.getObject(column, UUID.class);
        return value == null ? null : new IdHash(value);
    }

    static @Nullable Integer count(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Integer.class);
    }

    static @Nullable Boolean flag(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Boolean.class);
    }

    private static String text(Object value) {
        return switch (value) {
            case Enum<?> constant -> word(constant);
            case IdHash hash -> hash.value().toString();
            default -> value.toString();
        };
    }
}
