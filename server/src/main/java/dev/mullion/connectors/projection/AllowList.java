package dev.mullion.connectors.projection;

import dev.mullion.connectors.KeptPath;
import dev.mullion.connectors.KeptPath.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * The paths of one kind of body that may be read, compiled to a tree. Whatever is not on it is skipped by the parser
 * and never becomes a Java object; property names do, for as long as the body is read. Threads may share it.
 */
public final class AllowList {

    /** What happens to the elements of an array beyond its bound. */
    public enum Excess {
        REFUSED,
        SKIPPED
    }

    private static final String WITHIN_LIMITS = "JSON of at most " + Parsers.DEEPEST + " levels, " + Parsers.MOST_TOKENS
            + " tokens, names of " + Parsers.LONGEST_NAME + " bytes, numbers of " + Parsers.LONGEST_NUMBER
            + " digits and, where text is read, " + Parsers.LONGEST_TEXT + " characters";

    static final String UNREADABLE = "JSON that the parser can read";

    private final Builder built;
    private final Parsers parsers;

    private AllowList(Builder built, Parsers parsers) {
        this.built = built;
        this.parsers = parsers;
    }

    public static Builder builder() {
        return new Builder("$");
    }

    /** The paths with what becomes of them, in the order in which they were allowed. */
    public List<KeptPath> paths() {
        return List.copyOf(built.paths);
    }

    /**
     * Reads the first {@code length} bytes of {@code body}, which stay the caller's to wipe. Never throws for any
     * bytes.
     *
     * @param kept turns the values into a result; it must not let the reading or a {@link PrivateText} out
     * @param refused makes a result of an allow-listed path (or {@code $}) and of what was expected there
     */
    public <T> T read(byte[] body, int length, Function<Reading, T> kept, BiFunction<String, String, T> refused) {
        try (Reading reading = built.reading()) {
            fill(reading, body, length);
            return kept.apply(reading);
        } catch (Refusal refusal) {
            return refused.apply(refusal.path(), refusal.expected());
        }
    }

    /** Every exception of the parser ends here: their messages quote the payload. */
    private void fill(Reading reading, byte[] body, int length) {
        try (JsonParser parser = parsers.open(body, length)) {
            Walk walk = new Walk(parser);
            try {
                walk.document(built.root, reading);
            } catch (StreamConstraintsException _) {
                throw new Refusal(walk.path(), WITHIN_LIMITS);
            } catch (UnexpectedEndOfInputException _) {
                throw new Refusal(walk.path(), "a complete JSON document");
            } catch (JacksonException _) {
                throw new Refusal(walk.path(), "well-formed JSON in UTF-8");
            } catch (Refusal refusal) {
                throw refusal;
            } catch (RuntimeException _) { // a defect of the parser met by hostile bytes; its message may quote them
                throw new Refusal(walk.path(), UNREADABLE);
            }
        }
    }

    /** Collects the paths; each method returns the slot from which the value is taken. */
    public static final class Builder {

        private final Node root;
        private final String prefix;
        private final List<KeptPath> paths = new ArrayList<>();
        private int slots;

        private Builder(String prefix) {
            this.root = Node.root(prefix);
            this.prefix = prefix;
        }

        public AllowList build(Parsers parsers) {
            return new AllowList(this, parsers);
        }

        /** A positive numeric id. */
        public Slot<Long> id(String path) {
            return add(path, Kind.ID, Scalars::id);
        }

        /** A positive numeric id that leaves the reading only as a hash. */
        public Slot<Long> hashedId(String path) {
            return add(path, Kind.ID_HASH, Scalars::id);
        }

        /** A positive numeric id that the vendor writes as a text, because some parsers lose its last digits. */
        public Slot<Long> idInText(String path) {
            return add(path, Kind.ID, Scalars::idInText);
        }

        /** A text that is lent as bytes and wiped with the reading: a token. */
        public Slot<PrivateText> secret(String path) {
            return add(path, Kind.SECRET, Scalars::privateText);
        }

        /** An opaque text of visible ASCII, to be sent back as it is. */
        public Slot<String> pointer(String path, int longest) {
            return add(path, Kind.POINTER, (parser, at) -> Scalars.pointer(parser, at, longest));
        }

        /** An object of lower-case words, each with one: the permissions of a grant. */
        public Slot<Map<String, String>> words(String path) {
            return add(path, Kind.STAGE, Scalars::words);
        }

        /** An opaque id that is a text: visible ASCII without a blank, kept as it is. */
        public Slot<String> idText(String path, int longest) {
            return add(path, Kind.ID, (parser, at) -> Scalars.pointer(parser, at, longest));
        }

        /** A decimal number, written as a number or as a text; at most 18 digits before the point and 12 behind it. */
        public Slot<BigDecimal> decimal(String path) {
            return add(path, Kind.AMOUNT, Scalars::decimal);
        }

        /** A text that leaves the reading only as a hash. */
        public Slot<PrivateText> hashed(String path) {
            return add(path, Kind.ID_HASH, Scalars::privateText);
        }

        /** A text that is compared with another and then gone. */
        public Slot<PrivateText> compared(String path) {
            return add(path, Kind.FLAG, Scalars::privateText);
        }

        /** A text or a number, as its characters: whoever takes them judges them, and says what is wrong. */
        public Slot<PrivateText> scalar(String path, Kind kind) {
            return add(path, kind, Scalars::scalar);
        }

        public Slot<Integer> count(String path) {
            return add(path, Kind.COUNT, Scalars::count);
        }

        public Slot<Boolean> flag(String path) {
            return add(path, Kind.FLAG, Scalars::flag);
        }

        /** Whether there is anything but null, of which nothing else is read. */
        public Slot<Boolean> present(String path) {
            return add(path, Kind.FLAG, (parser, _) -> Scalars.present(parser));
        }

        /** A day, without a zone. */
        public Slot<LocalDate> date(String path) {
            return add(path, Kind.DATE, Scalars::date);
        }

        /** A decimal number, of money or of a rate. */
        public Slot<BigDecimal> amount(String path) {
            return add(path, Kind.AMOUNT, Scalars::decimal);
        }

        public Slot<Instant> instant(String path) {
            return add(path, Kind.INSTANT, Scalars::instant);
        }

        /** A word of the vocabulary in any case; another word is refused. */
        public <E extends Enum<E>> Slot<E> stage(String path, Class<E> vocabulary) {
            return add(path, Kind.STAGE, (parser, at) -> Scalars.stage(parser, at, vocabulary, null));
        }

        /** A word of the vocabulary in any case; another word reads as {@code unknown}. */
        public <E extends Enum<E>> Slot<E> stage(String path, Class<E> vocabulary, E unknown) {
            return add(path, Kind.STAGE, (parser, at) -> Scalars.stage(parser, at, vocabulary, unknown));
        }

        /** The first {@code most} characters of a text that is kept. */
        public Slot<String> text(String path, Kind kind, int most) {
            return add(path, kind, (parser, at) -> Scalars.label(parser, at, most));
        }

        /** How many elements an array has; they themselves are skipped. */
        public Slot<Integer> elements(String path) {
            return add(path, path + "[]", Kind.COUNT, Elements::count);
        }

        /** A new list for the elements of the array at {@code path}; give it to {@link #each}. */
        public Builder element(String path) {
            return new Builder(full(path) + "[]");
        }

        /** The elements of an array of objects, read by a list of their own, which is complete by now. */
        public Slot<List<Reading>> each(String path, int most, Excess excess, Builder element) {
            Slot<List<Reading>> slot = new Slot<>(this, slots, full(path));
            root.add(path, slots++, (parser, at) -> Elements.read(parser, at, most, excess, element));
            paths.addAll(element.paths);
            return slot;
        }

        /** The same where the vendor may write null for an element that it does not show: that one is empty. */
        public Slot<List<Reading>> eachShown(String path, int most, Excess excess, Builder element) {
            Slot<List<Reading>> slot = new Slot<>(this, slots, full(path));
            root.add(path, slots++, (parser, at) -> Elements.readShown(parser, at, most, excess, element));
            paths.addAll(element.paths);
            return slot;
        }

        /**
         * The elements of an array of objects of which the vendor may write the id alone, as a text: then an element
         * has that and nothing else.
         *
         * @param id a slot of {@code element} for the id
         */
        public Slot<List<Reading>> eachOrItsId(String path, int most, Excess excess, Builder element, Slot<String> id) {
            Slot<List<Reading>> slot = new Slot<>(this, slots, full(path));
            root.add(path, slots++, (parser, at) -> Elements.readOrItsId(parser, at, most, excess, element, id));
            paths.addAll(element.paths);
            return slot;
        }

        /** A new list for the object at {@code path}; give it to {@link #oneOrItsId}. */
        public Builder object(String path) {
            return new Builder(full(path));
        }

        /** An object of which the vendor may write the id alone, as a text. */
        public Slot<Reading> oneOrItsId(String path, Builder object, Slot<String> id) {
            Slot<Reading> slot = new Slot<>(this, slots, full(path));
            root.add(path, slots++, (parser, _) -> Elements.oneOrItsId(parser, object, id));
            paths.addAll(object.paths);
            return slot;
        }

        private <T> Slot<T> add(String path, Kind kind, ValueReader reader) {
            return add(path, path, kind, reader);
        }

        private <T> Slot<T> add(String path, String shown, Kind kind, ValueReader reader) {
            Slot<T> slot = new Slot<>(this, slots, full(path));
            root.add(path, slots++, reader);
            paths.add(new KeptPath(full(shown), kind));
            return slot;
        }

        private String full(String path) {
            return prefix.equals("$") ? path : prefix + "." + path;
        }

        Reading reading() {
            return new Reading(this, slots);
        }

        Node root() {
            return root;
        }
    }
}
