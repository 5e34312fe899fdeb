package dev.mullion.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.LongSupplier;

/** The bytes of a body, in memory only. Closing overwrites them; copies that were made while they grew are too. */
final class Sent implements AutoCloseable {

    /** Whoever sends slower keeps a place from others. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int FIRST_PIECE = 8 * 1_024;

    private byte[] bytes;
    private int length;

    private Sent(int room) {
        this.bytes = new byte[room];
    }

    /**
     * Reads to the end, or to one byte more than {@code most}.
     *
     * @throws Unfinished where the end does not come
     */
    static Sent read(HttpServletRequest request, int most) {
        try {
            return read(request.getInputStream(), request.getContentLengthLong(), most, System::nanoTime);
        } catch (IOException gone) {
            throw Unfinished.of(gone);
        }
    }

    /** @param announced the length that was announced; negative where none was */
    static Sent read(InputStream in, long announced, int most, LongSupplier nanos) {
        Sent sent = new Sent(announced >= 0 && announced <= most ? (int) announced + 1 : FIRST_PIECE);
        try {
            sent.fill(in, most + 1, nanos);
            return sent;
        } catch (IOException stopped) {
            sent.close();
            throw Unfinished.of(stopped);
        } catch (RuntimeException stopped) {
            sent.close();
            throw stopped;
        }
    }

    private void fill(InputStream in, int most, LongSupplier nanos) throws IOException {
        long since = nanos.getAsLong();
        for (int read = 0; read >= 0 && length < most; length += Math.max(read, 0)) {
            if (nanos.getAsLong() - since > PATIENCE.toNanos()) {
                throw new Unfinished(Unfinished.How.SLOW);
            }
            if (length == bytes.length) {
                grow(Math.min(most, 2 * length));
            }
            read = in.read(bytes, length, Math.min(most, bytes.length) - length);
        }
    }

    private void grow(int room) {
        byte[] larger = Arrays.copyOf(bytes, room);
        Arrays.fill(bytes, (byte) 0);
        bytes = larger;
    }

    boolean isLongerThan(int most) {
        return length > most;
    }

    int length() {
        return length;
    }

    /** Not a copy; {@link #length} of them count. */
    byte[] bytes() {
        return bytes;
    }

    /** SHA-256 in hexadecimal digits. */
    String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes, 0, length);
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        length = 0;
    }
}
