package dev.mullion.web;

import java.util.Arrays;

/**
 * What a person pasted, as bytes that are overwritten when the request is over. It is no text at any time: nobody
 * overwrites a text.
 */
final class Pasted implements AutoCloseable {

    /** The attribute of a request that has one. */
    static final String ATTRIBUTE = "dev.mullion.web.Pasted";

    private final byte[] secret;

    Pasted(byte[] secret) {
        this.secret = secret;
    }

    /** The bytes themselves, good until the request is over. */
    byte[] bytes() {
        return secret;
    }

    @Override
    public void close() {
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "[pasted]";
    }
}
