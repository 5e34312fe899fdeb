package dev.mullion.connectors.imported;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads an import that is comma-separated values. */
final class CsvRows {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final ImportKind kind;
    private final Rows into;
    private final List<CharBuffer> fields = new ArrayList<>();
    private List<String> header = List.of();

    private CsvRows(ImportKind kind, Rows into) {
        this.kind = kind;
        this.into = into;
    }

    static void read(ImportKind kind, byte[] body, int length, Rows into) {
        CharBuffer text = CharBuffer.allocate(length);
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            if (decoder.decode(ByteBuffer.wrap(body, 0, length), text, true).isError()
                    || decoder.flush(text).isError()) {
                into.fault("", "is not UTF-8");
                return;
            }
            new CsvRows(kind, into).read(new Csv(text.array(), text.position()));
        } finally {
            Arrays.fill(text.array(), '\0');
        }
    }

    private void read(Csv csv) {
        try {
            if (!csv.next(fields)) {
                into.fault("", "is empty; the first line names the columns");
                return;
            }
            header = names();
            boolean isWanted = header.containsAll(kind.needed()); // else each row would say the same
            while (isWanted && csv.next(fields)) {
                isWanted = row();
            }
        } catch (Csv.Malformed malformed) {
            into.fault(
                    header.isEmpty() ? "/columns" : "/rows/" + into.number(), String.valueOf(malformed.getMessage()));
        }
    }

    private boolean row() {
        if (fields.size() != header.size()) {
            into.fault(
                    "/rows/" + into.number(),
                    "has " + fields.size() + " values where the header has " + header.size() + " columns");
            return into.skip();
        }
        return into.add(cells());
    }

    private Cells cells() {
        return new Cells() {
            @Override
            public <T> @Nullable T read(String column, Function<CharSequence, @Nullable T> made) {
                int place = header.indexOf(column);
                return place < 0 || fields.get(place).isEmpty() ? null : made.apply(fields.get(place));
            }
        };
    }

    /** A name that is not known becomes a fault and is forgotten. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (CharBuffer field : fields) {
            String at = "/columns/" + names.size();
            CharBuffer name = names.isEmpty() ? withoutMark(field) : field;
            String known = kind.columns().stream()
                    .filter(column -> column.contentEquals(name))
                    .findFirst()
                    .orElse("");
            if (known.isEmpty()) {
                into.fault(at, "is no column of this; known are: " + String.join(", ", kind.columns()));
            } else if (names.contains(known)) {
                into.fault(at, "is the column " + known + " a second time");
            }
            names.add(known);
        }
        kind.needed().stream()
                .filter(column -> !names.contains(column))
                .forEach(column -> into.fault("/columns", "lacks the column " + column));
        return names;
    }

    /** Some programs begin a file in UTF-8 with it. */
    private static CharBuffer withoutMark(CharBuffer field) {
        return !field.isEmpty() && field.charAt(0) == BYTE_ORDER_MARK ? field.subSequence(1, field.length()) : field;
    }
}
