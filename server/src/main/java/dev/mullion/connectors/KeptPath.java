package dev.mullion.connectors;

/**
 * One allow-listed path of a payload and what becomes of it; whatever has no such path is never read.
 *
 * @param path property names joined by dots, {@code []} after the name of an array
 */
public record KeptPath(String path, Kind kind) {

    /** What is made of the value at a path. */
    public enum Kind {
        /** A numeric id of the vendor's, kept as it is. */
        ID,
        /** An id or name that is kept as a hash under the workspace's key and in no other form. */
        ID_HASH,
        /** A number of things. */
        COUNT,
        INSTANT,
        /** A day without a zone. */
        DATE,
        /** An amount of money, a part of one in percent, or a rate of exchange. */
        AMOUNT,
        /** A word of the vendor's own vocabulary: a state, an action, a programming language. */
        STAGE,
        /** Yes or no; where the payload has a text there, it is compared in memory and wiped. */
        FLAG,
        /** The display name of a thing, kept apart so that it can be purged. */
        LABEL,
        /** An opaque word that the vendor is asked the next question with; nothing of it becomes a fact. */
        POINTER,
        /** A secret that goes back to the vendor, in memory alone. */
        SECRET;

        /** What becomes of it, as people read it. */
        public String phrase() {
            return switch (this) {
                case ID -> "number of a thing";
                case ID_HASH -> "keyed hash";
                case COUNT -> "count";
                case INSTANT -> "time";
                case DATE -> "day";
                case STAGE -> "a word of the vendor's own";
                case FLAG -> "yes or no";
                case LABEL -> "name of a thing, purgeable";
                case AMOUNT -> "amount";
                case POINTER -> "where to ask next; no fact";
                case SECRET -> "a token, in memory alone";
            };
        }
    }
}
