package dev.mullion.tenancy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the server says to the database: the first 16 bytes of its SHA-256 as a UUID of version 8 (RFC 9562, section
 * 5.8), for which a context is signed as for a workspace. Those have version 7, so that neither stands for the other.
 */
record Voucher(UUID value) {

    static Voucher of(Object... words) {
        String said = Arrays.stream(words).map(Object::toString).collect(Collectors.joining(" "));
        ByteBuffer digest = ByteBuffer.wrap(sha256(said.getBytes(StandardCharsets.UTF_8)));
        long high = (digest.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
        long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new Voucher(new UUID(high, low));
    }

    WorkspaceId named() {
        return new WorkspaceId(value);
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
