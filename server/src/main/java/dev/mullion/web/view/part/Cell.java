package dev.mullion.web.view.part;

import org.jspecify.annotations.Nullable;

/**
 * One cell of a table.
 *
 * @param machine the value for {@code datetime}, where it is a time
 * @param exact shown on focus, where the text is rounded
 */
public record Cell(
        Kind kind,
        String text,
        @Nullable String machine,
        @Nullable String exact,
        @Nullable String href,
        @Nullable StateWord state) {

    private static final Cell NOTHING = plain(Kind.TEXT, "–");

    /** What a cell holds, and so how it is drawn. */
    public enum Kind {
        TEXT,
        COUNT,
        CODE,
        TIME,
        LINK,
        STATE,
        STRUCK
    }

    /** A value that does not exist, or is not known; drawn as a dash. */
    public static Cell nothing() {
        return NOTHING;
    }

    public static Cell text(String text) {
        return plain(Kind.TEXT, text);
    }

    public static Cell count(String text) {
        return plain(Kind.COUNT, text);
    }

    /** An id or a hash, in the fixed-width face. */
    public static Cell code(String text) {
        return plain(Kind.CODE, text);
    }

    /** What holds no more; the row says why in a word, since the line alone is not heard. */
    public static Cell struck(String text) {
        return plain(Kind.STRUCK, text);
    }

    public static Cell moment(Moment moment) {
        return new Cell(Kind.TIME, moment.text(), moment.machine(), moment.exact(), null, null);
    }

    public static Cell elapsed(@Nullable Elapsed elapsed) {
        return elapsed == null
                ? NOTHING
                : new Cell(Kind.TIME, elapsed.text(), elapsed.machine(), elapsed.exact(), null, null);
    }

    public static Cell link(Link link) {
        return new Cell(Kind.LINK, link.text(), null, null, link.href(), null);
    }

    public static Cell state(StateWord state) {
        return new Cell(Kind.STATE, state.word(), null, null, null, state);
    }

    public boolean isTime() {
        return kind == Kind.TIME;
    }

    public boolean isCode() {
        return kind == Kind.CODE;
    }

    public boolean isStruck() {
        return kind == Kind.STRUCK;
    }

    private static Cell plain(Kind kind, String text) {
        return new Cell(kind, text, null, null, null, null);
    }
}
