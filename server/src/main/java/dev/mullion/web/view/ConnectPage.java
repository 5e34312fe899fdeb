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
     */
    public record Step(
            String action,
            KeyPage.@Nullable Form paste,
            @Nullable String vendorPage) {}

    /** It is done, and nothing more can be done by the link. */
    public record Done(String vendor, String workspace, String next) {}

    /** The link does not work; expired, used, withdrawn and made up look alike on purpose. */
    public record Spent(int minutes) {}
}
