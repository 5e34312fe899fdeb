package dev.mullion.verifier.text;

/** A text is not of its form. The message is one plain sentence that is safe to print. */
public final class Malformed extends Exception {

    public Malformed(String why) {
        super(why, null, false, false);
    }

    public String why() {
        return String.valueOf(getMessage());
    }
}
