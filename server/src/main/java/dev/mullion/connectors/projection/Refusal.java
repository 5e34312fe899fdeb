package dev.mullion.connectors.projection;

/**
 * Unwinds a reading that cannot go on. It never leaves this package, and carries an allow-listed path and an
 * expectation only: a parser's own exception quotes the payload and is therefore neither its cause nor its text.
 */
final class Refusal extends RuntimeException {

    private final String path;
    private final String expected;

    Refusal(String path, String expected) {
        super(path + ": expected " + expected, null, false, false);
        this.path = path;
        this.expected = expected;
    }

    String path() {
        return path;
    }

    String expected() {
        return expected;
    }
}
