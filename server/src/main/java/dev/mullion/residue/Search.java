package dev.mullion.residue;

import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for marks in every form at once, at hundreds of megabytes a second: eight bytes at each place are masked,
 * hashed, and looked up in a bitmap; only what passes is compared. Holds the forms masked. Threads may share it.
 */
final class Search {

    /** The longest form: twelve escapes of six characters, and the two characters that name the field. */
    static final int LONGEST = Mark.LENGTH * 6 + 2;

    private static final int PIECE = 1 << 20;

    private final long mask = new SecureRandom().nextLong();
    private final long[] wanted = new long[1024];
    private final List<Form> forms = new ArrayList<>();

    Search(List<Mark> forbidden, Mark control) {
        forbidden.forEach(mark -> add(mark, false));
        add(control, true);
    }

    private record Form(long key, MaskedBytes text, boolean control) {}

    private void add(Mark mark, boolean control) {
        byte[] clear = mark.reveal();
        for (byte[] form : Forms.of(clear)) {
            long key = next(seven(form), form[7]) ^ mask;
            forms.add(new Form(key, new MaskedBytes(form, (byte) mask), control));
            int bit = bit(key);
            wanted[bit >>> 6] |= 1L << bit;
            Arrays.fill(form, (byte) 0);
        }
        Arrays.fill(clear, (byte) 0);
    }

    /** The first seven of eight bytes that are looked at together. */
    private static long seven(byte[] bytes) {
        long seen = 0;
        for (int at = 0; at < 7; at++) {
            seen = next(seen, bytes[at]);
        }
        return seen;
    }

    private static long next(long seen, byte following) {
        return (seen << 8) | (following & 0xff);
    }

    private static int bit(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 48);
    }

    /** Reads to the end, and leaves nothing of it behind. */
    void in(InputStream source, Found found) throws IOException {
        byte[] piece = new byte[PIECE + 2 * LONGEST];
        int used = 0;
        try {
            int held = 0;
            for (int read = source.read(piece, 0, PIECE); read >= 0; read = source.read(piece, held, PIECE)) {
                found.read(read);
                used = Math.max(used, held + read);
                held = scan(piece, held + read, found);
            }
            Arrays.fill(piece, held, held + LONGEST, (byte) 0);
            scan(piece, held + LONGEST, found);
        } finally {
            Arrays.fill(piece, 0, used, (byte) 0); // a database has a thousand files, most of them small
        }
    }

    void in(byte[] text, Found found) {
        found.read(text.length);
        byte[] padded = Arrays.copyOf(text, text.length + LONGEST);
        scan(padded, padded.length, found);
        Arrays.fill(padded, (byte) 0);
    }

    /** Searches every place that has {@link #LONGEST} bytes after it, and moves the others to the front. */
    private int scan(byte[] piece, int length, Found found) {
        int last = length - LONGEST;
        long seen = last > 0 ? seven(piece) : 0;
        for (int at = 0; at < last; at++) {
            seen = next(seen, piece[at + 7]);
            long key = seen ^ mask;
            int bit = bit(key);
            if ((wanted[bit >>> 6] & (1L << bit)) != 0) {
                compare(piece, at, key, found);
            }
        }
        int rest = Math.max(0, last);
        System.arraycopy(piece, rest, piece, 0, length - rest);
        return length - rest;
    }

    private void compare(byte[] piece, int at, long key, Found found) {
        for (Form form : forms) {
            if (form.key() == key && form.text().isAt(piece, at)) {
                int behind = at + form.text().length();
                found.hit(form.control(), Mark.field(piece[behind], piece[behind + 1]));
                return;
            }
        }
    }

    /** Bytes that are not to be seen on the heap as they are. */
    private static final class MaskedBytes {

        private final byte[] bytes;
        private final byte mask;

        MaskedBytes(byte[] clear, byte mask) {
            this.mask = (byte) (mask | 0x80);
            this.bytes = new byte[clear.length];
            for (int i = 0; i < clear.length; i++) {
                bytes[i] = (byte) (clear[i] ^ this.mask);
            }
        }

        int length() {
            return bytes.length;
        }

        boolean isAt(byte[] piece, int at) {
            for (int i = 0; i < bytes.length; i++) {
                if ((piece[at + i] ^ mask) != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
