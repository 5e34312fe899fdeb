package dev.mullion.web.view;

import dev.mullion.web.view.part.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person reads before they are sent to a vendor.
 *
 * @param action where the way there is asked for
 * @param vendorPage the vendor's page, good once and for ten minutes; null before it was asked for
 * @param missing what the operator has to set first; null where nothing
 * @param links for the account's owner, where that is somebody else
 */
public record ConsentPage(
        Frame frame,
        Link up,
        String vendor,
        ConnectionPage.Manifest manifest,
        List<String> neverAsks,
        String action,
        @Nullable String vendorPage,
        @Nullable String missing,
        @Nullable OwnerLinks links) {

    public ConsentPage {
        neverAsks = List.copyOf(neverAsks);
    }

    /** One without links for others. */
    public ConsentPage(
            Frame frame,
            Link up,
            String vendor,
            ConnectionPage.Manifest manifest,
            List<String> neverAsks,
            String action,
            @Nullable String vendorPage,
            @Nullable String missing) {
        this(frame, up, vendor, manifest, neverAsks, action, vendorPage, missing, null);
    }

    /**
     * What a consent opens, where it opens several.
     *
     * @param said why the choice before was not taken; null where there was none
     * @param isOpen whether nothing of it is connected yet, so that none can be chosen
     */
    public record Choices(
            Frame frame, Link up, String action, @Nullable String said, boolean isOpen, List<Choice> accounts) {
        public Choices {
            accounts = List.copyOf(accounts);
        }
    }

    /**
     * One account.
     *
     * @param name as the vendor says it just now; it is kept nowhere
     */
    public record Choice(String account, String name, boolean isConnected) {}
}
