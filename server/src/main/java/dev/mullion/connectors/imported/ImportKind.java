package dev.mullion.connectors.imported;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What can be imported. The columns are all that is ever read of it. */
public enum ImportKind {
    /** What infrastructure cost, by month. */
    INFRASTRUCTURE("provider month amount currency", "service"),
    /** What is to be done for compliance. */
    COMPLIANCE("id severity state", "due");

    private final String needed;
    private final String optional;

    ImportKind(String needed, String optional) {
        this.needed = needed;
        this.optional = optional;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns that every row has a value in. */
    public List<String> needed() {
        return List.of(needed.split(" ", -1));
    }

    public List<String> optional() {
        return List.of(optional.split(" ", -1));
    }

    List<String> columns() {
        return Stream.concat(needed().stream(), optional().stream()).toList();
    }
}
