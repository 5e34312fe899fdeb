package dev.mullion.web.view;

import dev.mullion.web.view.part.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links by which the owner of an account at a vendor connects it, where that is somebody else.
 *
 * @param action where one is made
 * @param made the one that was made just now; null where none was
 * @param fault why none was made; null where nothing was wrong
 * @param open those that still work
 */
public record OwnerLinks(
        String vendor,
        String action,
        @Nullable Made made,
        @Nullable String fault,
        List<Open> open) {

    public OwnerLinks {
        open = List.copyOf(open);
    }

    /** Its address is shown this once. */
    public record Made(String address, Moment until) {

        @Override
        public String toString() {
            return "[redacted link]";
        }
    }

    /**
     * One that works.
     *
     * @param withdraw where it is withdrawn
     */
    public record Open(String by, Moment until, String withdraw) {}

    /** A page of its own for them. */
    public record Page(Frame frame, dev.mullion.web.view.part.Link up, OwnerLinks links) {}
}
