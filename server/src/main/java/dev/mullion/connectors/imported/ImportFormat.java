package dev.mullion.connectors.imported;

import java.util.Locale;

/** How an import is written. */
public enum ImportFormat {
    /** {@code {"rows": [{...}, ...]}}. */
    JSON,
    /** RFC 4180 in UTF-8, with a line of column names. */
    CSV;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
