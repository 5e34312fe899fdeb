package dev.mullion.web.view.part;

import org.jspecify.annotations.Nullable;

/**
 * What was read and what stayed: "read 41 MB, kept 1.2 MB, raw kept 0".
 *
 * @param search the last search for what was read; null before the first
 */
public record Receipt(String read, String kept, @Nullable Search search) {

    /**
     * A search of everything that Mullion writes, with canaries in real-shaped deliveries.
     *
     * @param found the worst of what it came to
     */
    public record Search(Found found, Moment at) {}

    /** What a search came to. */
    public enum Found {
        NOTHING,
        /** Nothing, and not every place could be searched. */
        NOTHING_IN_PART,
        RAW
    }

    public static Receipt of(Wording wording, long bytesRead, long bytesKept, @Nullable Search search) {
        return new Receipt(wording.bytes(bytesRead), wording.bytes(bytesKept), search);
    }
}
