package dev.mullion.verifier.bundle;

import dev.mullion.verifier.note.VerifierKey;
import dev.mullion.verifier.text.Malformed;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one log, each vouched for by the one before. A new key is announced by an event; the first checkpoint
 * that covers the event is signed by the old key, and from then on only the new key signs. Whoever steals an old key
 * later can sign nothing that follows.
 */
final class KeyChain {

    private static final int MOST_KEYS = 1_000;
    private static final String OBJECT = "key:";

    private final List<VerifierKey> keys = new ArrayList<>();
    private @Nullable VerifierKey announced;

    KeyChain(VerifierKey first) {
        keys.add(first);
    }

    VerifierKey current() {
        return keys.getLast();
    }

    /** Those that were in force at some time, for checkpoints that were kept from then. */
    List<VerifierKey> all() {
        return keys;
    }

    /** The object of the announcing event: {@code key:} and, in lower-case hexadecimal, algorithm and public key. */
    VerifierKey parse(String object) throws Malformed {
        String hex = object.substring(Math.min(OBJECT.length(), object.length()));
        if (!object.startsWith(OBJECT) || !hex.matches("([0-9a-f]{2}){1,64}")) {
            throw new Malformed("the event announces no key: its object is not key:HEX");
        }
        return VerifierKey.of(current().name(), HexFormat.of().parseHex(hex));
    }

    void announce(VerifierKey key) throws Malformed {
        if (keys.contains(key)) {
            throw new Malformed("the event announces a key that was in use before");
        }
        if (keys.size() == MOST_KEYS) {
            throw new Malformed("the log has had more than " + MOST_KEYS + " keys");
        }
        announced = key;
    }

    /** The key in force has signed for everything so far. */
    void covered() {
        if (announced != null) {
            keys.add(announced);
            announced = null;
        }
    }
}
