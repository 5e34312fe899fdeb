package dev.mullion.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/** The bytes of a body, in memory only. Closing overwrites them; copies that were made while they grew are too. */
final class Sent implements AutoCloseable {

    /** Whoever sends slower keeps a place from others. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int FIRST_PIECE = 8 * 1_024;

    private byte[] bytes;
    private int length;

    private Sent(int room) {
        this.bytes = new byte[room];
    }

    /** Reads to the end, or to one byte more than {@code most}. */
    static Sent read(HttpServletRequest request, int most) throws IOException {
        long announced = request.getContentLengthLong();
        Sent sent = new Sent(announced >= 0 && announced <= most ? (int) announced + 1 : FIRST_PIECE);
        try {
            sent.fill(request.getInputStream(), most + 1);
            return sent;
        } catch (IOException | RuntimeException stopped) {
            sent.close();
            throw stopped;
        }
    }

    private void fill(InputStream in, int most) throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (int read = 0; read >= 0 && length < most; length += Math.max(read, 0)) {
            if (System.nanoTime() > until) {
                throw new IOException("a body takes longer than " + PATIENCE);
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
