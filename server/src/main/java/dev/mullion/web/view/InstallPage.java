package dev.mullion.web.view;

import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.StateWord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person reads before they install something at a vendor.
 *
 * @param action where the way there is asked for
 * @param vendorPage the vendor's page, good once and for ten minutes; null before it was asked for
 * @param missing what the operator has to set first; null where nothing
 * @param links for the account's owner, where that is somebody else; null while something is missing
 */
public record InstallPage(
        Frame frame,
        Link up,
        String vendor,
        ConnectionPage.Manifest manifest,
        List<String> neverAsks,
        String action,
        @Nullable String vendorPage,
        @Nullable String missing,
        @Nullable OwnerLinks links) {

    public InstallPage {
        neverAsks = List.copyOf(neverAsks);
    }

    /** Where somebody waits who came back. */
    public record Arrived(Frame frame, Link up, String vendor, Outcome outcome) {}

    /**
     * What came of it.
     *
     * @param refresh where to look again; null when it is decided
     * @param connection the way to what was connected; null where nothing was
     */
    public record Outcome(
            StateWord state,
            String said,
            @Nullable String refresh,
            @Nullable Link connection) {

        /** When the page looks again; an attribute that is null is not there. */
        public @Nullable String trigger() {
            return refresh == null ? null : "every 2s";
        }
    }
}
