package dev.mullion.egress;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body, decompressed, that ends with an error where it grows past its bound: a few bytes can be packed into
 * gigabytes, so what counts is what comes out. Remembers why it ended, in case its reader does not tell.
 */
final class BoundedBody extends InputStream {

    private static final int BUFFER = 8_192;

    private final InputStream raw;
    private final String encoding;
    private final long most;
    private @Nullable InputStream plain;
    private long count;
    private boolean isWhole;
    private @Nullable IOException failure;

    BoundedBody(InputStream raw, String encoding, long most) {
        this.raw = raw;
        this.encoding = encoding;
        this.most = most;
    }

    /** It went on past its bound. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        TooLarge(long most) {
            super("more than " + most + " bytes");
        }
    }

    /** It is packed in a way that was not asked for. */
    static final class UnknownEncoding extends IOException {

        private static final long serialVersionUID = 1L;

        UnknownEncoding() {
            super("an encoding that was not asked for");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (length == 0) {
            return 0;
        }
        try {
            int read = plain().read(into, from, (int) Math.min(length, most - count + 1));
            if (read == -1) {
                isWhole = true;
                return -1;
            }
            count += read;
            if (count > most) {
                throw new TooLarge(most);
            }
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private InputStream plain() throws IOException {
        InputStream found = plain;
        if (found == null) {
            found = switch (encoding) {
                case "", "identity" -> raw;
                case "gzip", "x-gzip" -> new GZIPInputStream(raw, BUFFER);
                default -> throw new UnknownEncoding();
            };
            plain = found;
        }
        return found;
    }

    /** Nothing is read to the end here: of what nobody wants the connection is closed instead. */
    @Override
    public void close() {}

    long count() {
        return count;
    }

    /** Whether the end was seen, so that the connection can serve again. */
    boolean isWhole() {
        return isWhole;
    }

    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }
}
