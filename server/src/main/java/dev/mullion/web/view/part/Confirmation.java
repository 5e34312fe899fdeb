package dev.mullion.web.view.part;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks before something that cannot be taken back lightly.
 *
 * @param id unique on the page
 * @param verb what the button says ("Disconnect GitHub"), never "OK"
 * @param gone what will be deleted or stopped, by name
 * @param typed what the person must type when it cannot be undone; null where it can
 */
public record Confirmation(
        String id,
        String verb,
        String action,
        List<String> gone,
        @Nullable String typed,
        Csrf csrf) {

    public Confirmation {
        gone = List.copyOf(gone);
    }
}
