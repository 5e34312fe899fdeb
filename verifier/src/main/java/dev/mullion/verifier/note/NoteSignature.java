package dev.mullion.verifier.note;

import dev.mullion.verifier.text.Base64Text;
import dev.mullion.verifier.text.Malformed;
import dev.mullion.verifier.text.Quoted;
import java.nio.ByteBuffer;

/**
 * One signature line: {@code — name base64(key id || signature)}.
 *
 * @param id names the key together with the name; it is too short to be proof of anything
 * @param bytes the signature; its form depends on the algorithm of the key
 */
record NoteSignature(String name, int id, ByteBuffer bytes) {

    private static final String DASH = "— ";

    static boolean startsLike(String line) {
        return line.startsWith(DASH);
    }

    static NoteSignature parse(String line) throws Malformed {
        int space = line.indexOf(' ', DASH.length());
        if (!startsLike(line) || space < 0) {
            throw new Malformed(Quoted.of(line) + " is not a signature line");
        }
        byte[] value = Base64Text.decode(line.substring(space + 1));
        if (value.length < 5) {
            throw new Malformed("a signature of " + value.length + " bytes is too short to name its key");
        }
        var bytes = ByteBuffer.wrap(value);
        return new NoteSignature(KeyName.checked(line.substring(DASH.length(), space)), bytes.getInt(), bytes.slice());
    }

    boolean isOf(VerifierKey key) {
        return id == key.id() && name.equals(key.name());
    }

    boolean sameKey(NoteSignature other) {
        return id == other.id && name.equals(other.name);
    }

    byte[] copy() {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }
}
