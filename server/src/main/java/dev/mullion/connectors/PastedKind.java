package dev.mullion.connectors;

/**
 * Something that is pasted for a connection by key.
 *
 * @param word as programs and forms name it
 * @param field of a connection that it is sealed for
 * @param label as pages name it, such as {@code Restricted key}
 * @param hint how it begins, or where it is found
 * @param submit what the button says that takes it for a connection that is here
 */
public record PastedKind(String word, String field, String label, String hint, String submit) {

    /** What reads from the vendor. */
    public static PastedKind key(String label, String hint) {
        return new PastedKind(PastedKeys.FIELD, PastedKeys.FIELD, label, hint, "Use this key");
    }

    /** Whether it reads, and is nothing that deliveries are verified by. */
    public boolean isKey() {
        return field.equals(PastedKeys.FIELD);
    }
}
