package dev.mullion.telemetry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The display name of a thing (never of a person or customer), kept apart from facts so that it can be purged alone.
 *
 * @param externalId the vendor's id of the thing
 * @param text at most 120 characters, without control and bidirectional characters
 * @param asOf when the vendor last said so; an older label never replaces a newer one
 * @param source the connection that it came by; null as long as nobody said which
 */
public record Label(
        Kind kind,
        long externalId,
        String text,
        Instant asOf,
        @Nullable UUID source) implements Fact {

    /** The longest label that is kept, in characters. */
    public static final int LONGEST = 120;

    /** One as a vendor says it, which does not know by which connection. */
    public Label(Kind kind, long externalId, String text, Instant asOf) {
        this(kind, externalId, text, asOf, null);
    }

    public Label {
        text = cleaned(text);
    }

    /** The things that may carry a label. */
    public enum Kind {
        REPOSITORY
    }

    /** The same, said at another instant. */
    public Label saidAt(Instant at) {
        return new Label(kind, externalId, text, at, source);
    }

    /** The same, come by a connection. */
    public Label by(UUID connection) {
        return new Label(kind, externalId, text, asOf, connection);
    }

    @Override
    public int bytesKept() {
        return 8 + 8 + 4 + text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String cleaned(String text) {
        return visible(text, LONGEST);
    }

    /** The first so many characters that are drawn, without blanks at the ends. */
    static String visible(String text, int most) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), most));
        text.codePoints().filter(Label::isVisible).limit(most).forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
