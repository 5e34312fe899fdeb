package dev.mullion.audit;

/** A checkpoint is not signed because it would contradict another one, or by another key; the message says which. */
final class SigningRefused extends RuntimeException {

    SigningRefused(String message) {
        super(message);
    }
}
