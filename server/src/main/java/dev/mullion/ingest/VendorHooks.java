package dev.mullion.ingest;

import org.jspecify.annotations.Nullable;

/**
 * Verifies the deliveries of one vendor, finds their workspace and reduces them. The order is the defence: nothing is
 * read before it is verified. Threads may share it.
 */
interface VendorHooks {

    /** The second word of its addresses: {@code /hooks/github}. */
    String connector();

    /** Whether there is an address for all besides those of connections. */
    boolean hasCommonAddress();

    /** Whether it wants its answers without a body. */
    default boolean isAnsweredInSilence() {
        return false;
    }

    /** Whether an address has this last part. */
    boolean isKnown(String hookKey);

    /**
     * Whether the vendor signed this, and whose it is.
     *
     * @param hookKey the last part of a known address; null for the common one
     */
    Verified verify(@Nullable String hookKey, Headers headers, Body body);

    /** What the headers say; nothing of it is believed before the signature holds. */
    @FunctionalInterface
    interface Headers {
        @Nullable String get(String name);
    }
}
