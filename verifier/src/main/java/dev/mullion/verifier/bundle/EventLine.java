package dev.mullion.verifier.bundle;

import dev.mullion.verifier.event.EventHeader;
import dev.mullion.verifier.event.Payload;
import dev.mullion.verifier.merkle.Hash;
import dev.mullion.verifier.merkle.TreeHasher;
import dev.mullion.verifier.text.Malformed;
import dev.mullion.verifier.text.Words;
import org.jspecify.annotations.Nullable;

/**
 * {@code event LEAF SALT PAYLOAD HEADER} or, when salt and payload were erased, {@code erased LEAF COMMITMENT HEADER}.
 *
 * @param leaf the hash that stands in the tree, as the bundle states it
 * @param header null when the event is not the one of that hash, or not of its form
 * @param fault in plain words what is wrong with the event, or null
 */
record EventLine(
        Hash leaf,
        boolean erased,
        @Nullable EventHeader header,
        @Nullable String fault) implements EventBatch.Judged {

    private static final int SALT = 32;
    private static final byte[] NOTHING = new byte[0];

    static boolean isOne(Words words) {
        return words.is("event") || words.is("erased");
    }

    static EventLine read(Words words, TreeHasher hasher) throws Malformed {
        boolean erased = words.is("erased");
        Hash leaf = Hash.of(words.next("leaf hash").base64());
        byte[] payload = NOTHING;
        Hash commitment;
        if (erased) {
            commitment = Hash.of(words.next("commitment").base64());
        } else {
            byte[] salt = words.next("salt").base64();
            payload = words.next("payload").is("-") ? NOTHING : words.base64();
            if (salt.length != SALT) {
                throw new Malformed("a salt has 32 bytes, not " + salt.length);
            }
            commitment = hasher.commitment(salt, payload);
        }
        byte[] header = words.rest();
        if (!hasher.leaf(header, commitment).equals(leaf)) {
            return new EventLine(leaf, erased, null, "was changed: its bytes do not give the hash in the tree");
        }
        return judged(leaf, erased, header, payload);
    }

    private static EventLine judged(Hash leaf, boolean erased, byte[] header, byte[] payload) {
        try {
            EventHeader parsed = EventHeader.parse(header);
            Payload.check(payload);
            return new EventLine(leaf, erased, parsed, null);
        } catch (Malformed malformed) {
            return new EventLine(leaf, erased, null, "is not of the form of an event: " + malformed.why());
        }
    }
}
