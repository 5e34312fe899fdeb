package dev.mullion.keys;

/**
 * Wraps keys, and does nothing else: the master key of a file, or a key that never leaves a key management service.
 * Safe to share between threads.
 */
public interface KeySource {

    /**
     * Stable, kept beside what it wrapped, and not secret: {@code file:8cd518374835dc4e}, {@code kms:arn:aws:kms:…}.
     */
    String name();

    /** Whether this server may unwrap that part. */
    boolean opens(Part part);

    /** The same without the way to a worker's part. */
    KeySource ofWebAlone();

    /**
     * Wraps one part of somebody's keys.
     *
     * @throws KeysUnavailable when a service that does it refuses or does not answer
     */
    byte[] wrap(byte[] plain, WrapContext context);

    /**
     * The opposite.
     *
     * @throws KeysUnavailable when it was wrapped for another context or by another key, was changed, or when the
     *     service refuses or does not answer
     */
    byte[] unwrapped(byte[] wrapped, WrapContext context);
}
