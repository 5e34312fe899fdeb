package dev.mullion.web.view;

import dev.mullion.web.view.part.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a person pastes a secret of a vendor.
 *
 * @param fault why what was pasted is not taken; nothing of it is shown again
 * @param links for the account's owner, where that is somebody else; null where a connection is there already
 * @param webhook whose secret is pasted here; null where there is no connection yet
 */
public record KeyPage(
        Frame frame,
        Link up,
        String title,
        List<Form> forms,
        @Nullable String fault,
        ConnectionPage.Manifest manifest,
        List<String> neverAsks,
        String vendor,
        @Nullable OwnerLinks links,
        @Nullable Webhook webhook) {

    public KeyPage {
        forms = List.copyOf(forms);
        neverAsks = List.copyOf(neverAsks);
    }

    /**
     * One field.
     *
     * @param kind which secret it is; empty where there is one alone
     */
    public record Form(String action, String kind, String label, String hint, String submit) {}
}
