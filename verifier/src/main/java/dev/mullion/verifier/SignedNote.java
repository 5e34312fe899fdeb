package dev.mullion.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

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
    private static final int MOST_SIGNATURES = 16;

    /** "Format": UTF-8 without control characters. Beyond it: no byte-order mark, which editors add unseen. */
    static SignedNote parse(byte[] bytes) throws Malformed {
        String note = Words.utf8(bytes);
        boolean odd = note.startsWith("\ufeff") || note.chars().anyMatch(each -> each < ' ' && each != '\n');
        Malformed.unless(!odd, "the note has a control character or starts with a byte-order mark");
        Malformed.unless(bytes.length <= LONGEST, "the note is longer than " + LONGEST + " bytes");
        int blank = note.lastIndexOf("\n\n");
        boolean whole = blank >= 0 && note.endsWith("\n");
        Malformed.unless(whole, "a note is a text, a blank line and signature lines, the last ending in a newline");
        var signatures = new HashMap<String, byte[]>();
        for (String line : note.substring(blank + 2).lines().toList()) {
            addTo(signatures, line);
        }
        boolean some = !signatures.isEmpty() && signatures.size() <= MOST_SIGNATURES;
        Malformed.unless(some, "the note has no signature, or more than " + MOST_SIGNATURES);
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    /** {@code — name base64(key id || signature)}; a name is not empty and has no Unicode space and no plus. */
    private static void addTo(Map<String, byte[]> signatures, String line) throws Malformed {
        int space = Math.max(line.indexOf(' ', DASH.length()), DASH.length());
        String name = line.startsWith(DASH) ? line.substring(DASH.length(), space) : "";
        boolean named = !name.isEmpty() && name.chars().noneMatch(each -> each == '+' || Character.isSpaceChar(each));
        Malformed.unless(named, Words.quote(line) + " is not a signature line");
        byte[] value = Words.only(line.substring(space + 1)).base64();
        Malformed.unless(value.length >= 5, "a signature of less than 5 bytes does not even name its key");
        String label = name + "+" + HexFormat.of().formatHex(value, 0, 4);
        byte[] other = signatures.put(label, Arrays.copyOfRange(value, 4, value.length));
        Malformed.unless(other == null, "one key signs the note twice");
    }

    /**
     * "Signatures": whether one of these keys signed. Those of unknown keys are passed over; one of a known key that
     * does not verify makes the whole note worthless, whatever other signatures it has.
     */
    boolean isSignedBy(List<VerifierKey> known) {
        boolean signed = false;
        for (VerifierKey key : known) {
            byte[] signature = signatures.get(key.label());
            if (signature != null && !key.verifies(text.getBytes(StandardCharsets.UTF_8), signature)) {
                return false;
            }
            signed |= signature != null;
        }
        return signed;
    }
}
