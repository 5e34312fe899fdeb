package dev.mullion.keys;

/**
 * A service that makes data keys under a key which never leaves it. Safe to share between threads; every call ends
 * within a bounded time.
 */
public interface DataKeyService {

    /** A new random key of 32 bytes, plain and sealed; whoever asked wipes the plain half. */
    final class DataKey {

        private final byte[] plain;
        private final byte[] sealed;

        /** Takes both as they are, and keeps no copy. */
        public DataKey(byte[] plain, byte[] sealed) {
            this.plain = plain;
            this.sealed = sealed;
        }

        byte[] plain() {
            return plain;
        }

        byte[] sealed() {
            return sealed;
        }

        @Override
        public String toString() {
            return "[redacted data key]";
        }
    }

    /** The name of the key, as {@link KeySource#name()} gives it. */
    String name();

    /**
     * Makes one, sealed for this context.
     *
     * @throws KeysUnavailable when the service refuses, or does not answer
     */
    DataKey generate(WrapContext context);

    /**
     * The plain half of a data key of 32 bytes.
     *
     * @throws KeysUnavailable when the service refuses, or does not answer
     */
    byte[] open(byte[] sealed, WrapContext context);
}
