package dev.mullion.connectors.imported;

import dev.mullion.connectors.KeptPath.Kind;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.PrivateText;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an import that is JSON, along an allow-list like any vendor's body. */
final class JsonRows {

    private static final String UNKNOWN = "holds a property that is not known here; known are: ";

    private static final Map<ImportKind, JsonRows> SHAPES = new EnumMap<>(ImportKind.class);

    static {
        for (ImportKind kind : ImportKind.values()) {
            SHAPES.put(kind, new JsonRows(kind));
        }
    }

    private final ImportKind kind;
    private final AllowList list;
    private final Slot<List<Reading>> rows;
    private final Map<String, Slot<PrivateText>> columns = new LinkedHashMap<>();

    private JsonRows(ImportKind kind) {
        this.kind = kind;
        AllowList.Builder paths = AllowList.builder();
        AllowList.Builder row = paths.element("rows");
        kind.columns().forEach(column -> columns.put(column, row.scalar(column, Kind.STAGE)));
        this.rows = paths.each("rows", ImportReading.MOST_ROWS, Excess.REFUSED, row);
        this.list = paths.build(new Parsers(
                Stream.concat(Stream.of("rows"), kind.columns().stream()).toList()));
    }

    static void read(ImportKind kind, byte[] body, int length, Rows into) {
        JsonRows shape = Objects.requireNonNull(SHAPES.get(kind));
        shape.list.read(body, length, reading -> shape.take(reading, into), (path, expected) -> {
            into.fault(path.startsWith("rows") ? "/rows" : "", path + " must be " + expected);
            return false;
        });
    }

    private boolean take(Reading body, Rows into) {
        if (body.passedOver() > 0) {
            into.fault("", UNKNOWN + "rows");
        }
        for (Reading row : body.require(rows)) {
            if (row.passedOver() > 0) {
                into.fault("/rows/" + into.number(), UNKNOWN + String.join(", ", kind.columns()));
            }
            if (!into.add(cells(row))) {
                return false;
            }
        }
        return true;
    }

    private Cells cells(Reading row) {
        return new Cells() {
            @Override
            public <T> @Nullable T read(String column, Function<CharSequence, @Nullable T> made) {
                PrivateText text = row.get(Objects.requireNonNull(columns.get(column)));
                return text == null ? null : text.compare(value -> value.isEmpty() ? null : made.apply(value));
            }
        };
    }
}
