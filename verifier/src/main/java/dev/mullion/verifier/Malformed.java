package dev.mullion.verifier;

/** What was read cannot be gone on with. The message is one plain sentence that is safe to print. */
final class Malformed extends Exception {
    final Fault fault;

    Malformed(String why) {
        this(Fault.FORM, why);
    }

    Malformed(Fault fault, String why) {
        super(why, null, false, false);
        this.fault = fault;
    }

    static void unless(boolean holds, String why) throws Malformed {
        if (!holds) {
            throw new Malformed(why);
        }
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
