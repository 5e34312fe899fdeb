package dev.mullion.verifier;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * {@code event LEAF SALT PAYLOAD HEADER} or, when salt and payload were erased, {@code erased LEAF COMMITMENT HEADER}.
 *
 * @param leaf the hash that stands in the tree, as the line states it
 * @param header null when the event is not the one of that hash, or not of its form
 * @param wrong in plain words what is wrong with the event, or null
 */
record Event(
        Hash leaf,
        boolean erased,
        @Nullable EventHeader header,
        @Nullable String wrong) implements Entry {

    private static final int SALT = 32;
    private static final byte[] NOTHING = new byte[0];

    /** Reads on behind the first word, which is one of the two. */
    static Event read(Words words) throws Malformed {
        boolean erased = words.is("erased");
        Hash leaf = words.next("leaf hash").hash();
        byte[] payload = NOTHING;
        Hash commitment;
        if (erased) {
            commitment = words.next("commitment").hash();
        } else {
            byte[] salt = words.next("salt").base64();
            payload = words.next("payload").is("-") ? NOTHING : words.base64();
            if (salt.length != SALT) {
                throw new Malformed("a salt has 32 bytes, not " + salt.length);
            }
            commitment = Hash.commitment(salt, payload);
        }
        ByteBuffer header = words.rest();
        if (!Hash.leaf(header, commitment).equals(leaf)) {
            return new Event(leaf, erased, null, "was changed: its bytes do not give the hash in the tree");
        }
        try {
            Payload.check(payload);
            return new Event(leaf, erased, EventHeader.parse(words), null);
        } catch (Malformed malformed) {
            return new Event(leaf, erased, null, "is not of the form of an event: " + malformed.why());
        }
    }
}
