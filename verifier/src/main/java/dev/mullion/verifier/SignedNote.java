package dev.mullion.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text and its signatures, as c2sp.org/signed-note writes them. The text is nothing until a signature was checked.
 *
 * @param text with its last newline
 * @param signatures by the label of the key that is said to have made them
 */
record SignedNote(String text, Map<String, byte[]> signatures) {

    static final String DASH = "— ";
    static final int LONGEST = 65_536;
    static final int MOST_LINES = 64;

    /** Signed-note asks for at least 16. */
    private static final int MOST_SIGNATURES = 16;

    /** "Format": UTF-8 without control characters. Beyond it: no byte-order mark, which editors add unseen. */
    static SignedNote parse(ByteBuffer bytes) throws Malformed {
        if (bytes.remaining() > LONGEST) {
            throw new Malformed("the note is longer than " + LONGEST + " bytes");
        }
        String note = Words.utf8(bytes, "the note");
        if (note.startsWith("\ufeff") || note.chars().anyMatch(each -> each < ' ' && each != '\n')) {
            throw new Malformed("the note has a control character or starts with a byte-order mark");
        }
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw new Malformed("a note is a text, a blank line and signature lines, the last ending in a newline");
        }
        var signatures = new HashMap<String, byte[]>();
        for (String line : note.substring(blank + 2).lines().toList()) {
            addTo(signatures, line);
        }
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new Malformed("the note has no signature, or more than " + MOST_SIGNATURES);
        }
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    /** {@code — name base64(key id || signature)}; a name is not empty and has no Unicode space and no plus. */
    private static void addTo(Map<String, byte[]> signatures, String line) throws Malformed {
        int space = Math.max(line.indexOf(' ', DASH.length()), DASH.length());
        String name = line.startsWith(DASH) ? line.substring(DASH.length(), space) : "";
        if (name.isEmpty() || name.chars().anyMatch(each -> each == '+' || Character.isSpaceChar(each))) {
            throw new Malformed(Words.quote(line) + " is not a signature line");
        }
        byte[] value = Words.only(line.substring(space + 1)).base64();
        if (value.length < 5) {
            throw new Malformed("a signature of " + value.length + " bytes is too short to name its key");
        }
        String label = name + "+" + HexFormat.of().formatHex(value, 0, 4);
        if (signatures.put(label, Arrays.copyOfRange(value, 4, value.length)) != null) {
            throw new Malformed("one key signs the note twice");
        }
    }

    /**
     * "Signatures": those of unknown keys are passed over; one of a known key that does not verify makes the whole note
     * worthless, whatever other signatures it has.
     *
     * @return the first of the keys that signed, or null when the note says nothing that these keys vouch for
     */
    @Nullable VerifierKey signer(List<VerifierKey> known) {
        VerifierKey signer = null;
        for (VerifierKey key : known) {
            byte[] signature = signatures.get(key.label());
            if (signature != null && !key.verifies(text.getBytes(StandardCharsets.UTF_8), signature)) {
                return null;
            }
            signer = signer == null && signature != null ? key : signer;
        }
        return signer;
    }
}
