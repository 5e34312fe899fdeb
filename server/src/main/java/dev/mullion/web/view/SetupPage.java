package dev.mullion.web.view;

import dev.mullion.web.view.part.Csrf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first page of an installation: who it belongs to. */
public record SetupPage(String action, List<Field> fields, Csrf csrf) {

    public SetupPage {
        fields = List.copyOf(fields);
    }

    public boolean hasErrors() {
        return fields.stream().anyMatch(field -> field.error() != null);
    }

    /**
     * One line of the form.
     *
     * @param type of the input ("text", "email")
     * @param hint what is expected
     * @param error what was wrong with the value; null where nothing was
     */
    public record Field(
            String name,
            String label,
            String type,
            String autocomplete,
            String value,
            String hint,
            @Nullable String error) {

        public String describedBy() {
            return error == null ? name + "-hint" : name + "-hint " + name + "-error";
        }

        /** For {@code aria-invalid}, which is absent where it is not true. */
        public @Nullable String invalid() {
            return error == null ? null : "true";
        }
    }
}
