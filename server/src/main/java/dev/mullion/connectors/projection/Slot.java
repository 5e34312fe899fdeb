package dev.mullion.connectors.projection;

import org.jspecify.annotations.Nullable;

/** Where a {@link Reading} holds the value of one allow-listed path. Immutable. */
public final class Slot<T> {

    private final Object list;
    private final int index;
    private final String path;

    Slot(Object list, int index, String path) {
        this.list = list;
        this.index = index;
        this.path = path;
    }

    /** The allow-listed path, for refusals and the manifest. */
    public String path() {
        return path;
    }

    int index() {
        return index;
    }

    @SuppressWarnings("unchecked") // a slot and the reader that fills it are made together, in AllowList.Builder
    @Nullable T in(Object readingList, @Nullable Object[] values) {
        if (!list.equals(readingList)) {
            throw new IllegalArgumentException(path + " is a slot of another allow-list");
        }
        return (T) values[index];
    }
}
