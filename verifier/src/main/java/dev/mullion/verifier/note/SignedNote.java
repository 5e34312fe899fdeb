package dev.mullion.verifier.note;

import dev.mullion.verifier.text.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text and its signatures, as c2sp.org/signed-note writes them. The text is nothing until a signature was checked.
 */
public final class SignedNote {

    public static final int LONGEST = 65_536;
    /** Signed-note asks for at least 16. */
    public static final int MOST_SIGNATURES = 16;

    private final String text;
    private final List<NoteSignature> signatures;

    private SignedNote(String text, List<NoteSignature> signatures) {
        this.text = text;
        this.signatures = signatures;
    }

    public static SignedNote parse(byte[] bytes) throws Malformed {
        String note = decode(bytes);
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw new Malformed("a note is a text, a blank line and signature lines, the last ending in a newline");
        }
        if (blank + 2 == note.length()) {
            throw new Malformed("the note has no signature");
        }
        return new SignedNote(note.substring(0, blank + 1), signatures(note.substring(blank + 2)));
    }

    /**
     * Signed-note, "Format": UTF-8 without control characters. Beyond it: no byte-order mark, which editors add unseen.
     */
    private static String decode(byte[] bytes) throws Malformed {
        if (bytes.length > LONGEST) {
            throw new Malformed("the note is longer than " + LONGEST + " bytes");
        }
        String note;
        try {
            note = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new Malformed("the note is not UTF-8");
        }
        if (note.startsWith("\ufeff") || note.chars().anyMatch(each -> each < ' ' && each != '\n')) {
            throw new Malformed("the note has a control character or starts with a byte-order mark");
        }
        return note;
    }

    private static List<NoteSignature> signatures(String block) throws Malformed {
        var signatures = new ArrayList<NoteSignature>();
        for (String line : block.substring(0, block.length() - 1).split("\n", -1)) {
            NoteSignature signature = NoteSignature.parse(line);
            if (signatures.stream().anyMatch(signature::sameKey)) {
                throw new Malformed("one key signs the note twice");
            }
            if (signatures.size() == MOST_SIGNATURES) {
                throw new Malformed("the note has more than " + MOST_SIGNATURES + " signatures");
            }
            signatures.add(signature);
        }
        return List.copyOf(signatures);
    }

    /**
     * Signed-note, "Signatures": those of unknown keys are passed over; one of a known key that does not verify makes
     * the whole note worthless, whatever other signatures it has.
     *
     * @return the first of the keys that signed, or null when the note says nothing that these keys vouch for
     */
    public @Nullable VerifierKey signer(Collection<VerifierKey> known) {
        byte[] signed = text.getBytes(StandardCharsets.UTF_8);
        VerifierKey signer = null;
        for (VerifierKey key : known) {
            for (NoteSignature signature : signatures) {
                if (signature.isOf(key)) {
                    if (!key.verifies(signed, signature.copy())) {
                        return null;
                    }
                    signer = signer == null ? key : signer;
                }
            }
        }
        return signer;
    }

    /** The text with its last newline. */
    public String text() {
        return text;
    }
}
