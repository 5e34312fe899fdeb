package dev.mullion.web.view;

import dev.mullion.web.view.part.Csrf;
import dev.mullion.web.view.part.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of an account at a vendor sees who was sent a link. Looking at it changes nothing.
 *
 * @param workspace the name that is shown, and nothing else of it
 * @param step what comes next
 * @param said what happened just now; null where nothing did
 */
public record ConnectPage(
        String vendor,
        String workspace,
        String askedBy,
        Moment now,
        Moment until,
        Step step,
        @Nullable String said,
        ConnectionPage.Manifest manifest,
        List<String> neverAsks,
        Csrf csrf) {

    public ConnectPage {
        neverAsks = List.copyOf(neverAsks);
    }

    /**
     * What comes next.
     *
     * @param action where the form goes
     * @param paste the field of a key; null where the vendor has a page for consents
     * @param vendorPage the vendor's page, good once; null before it was asked for
     * @param isInstalled whether something is installed at the vendor, which may have been done already
     */
    public record Step(
            String action,
            KeyPage.@Nullable Form paste,
            @Nullable String vendorPage,
            boolean isInstalled) {

        /** One that installs nothing. */
        public Step(String action, KeyPage.@Nullable Form paste, @Nullable String vendorPage) {
            this(action, paste, vendorPage, false);
        }
    }

    /**
     * It is done, and nothing more can be done by the link.
     *
     * @param at the vendor's own page of what was connected; null where that is not known
     */
    public record Done(
            String vendor,
            String workspace,
            String next,
            @Nullable String at) {}

    /** The link does not work; expired, used, withdrawn and made up look alike on purpose. */
    public record Spent(int minutes) {}
}
