package dev.mullion.vault;

import dev.mullion.keys.Part;
import java.util.Arrays;
import java.util.Locale;

/** What a secret can do, and so who may open it and how its use is recorded. */
public enum SecretClass {
    /** Reads from a vendor. Opened by workers alone; every use is an event of its own. */
    VENDOR_TOKEN(Part.WORKER, Recorded.SINGLY),
    /** Signs in the name of the workspace. Opened by workers alone; every use is an event of its own. */
    SIGNING_KEY(Part.WORKER, Recorded.SINGLY),
    /** Checks a person's one-time codes. Every use is an event of its own. */
    MFA_SEED(Part.WEB, Recorded.SINGLY),
    /** Verifies what a vendor sends, and is useless for reading from it. Uses are counted by the hour. */
    VERIFICATION_KEY(Part.WEB, Recorded.COUNTED);

    private final Part part;
    private final Recorded recorded;

    /** How a use comes into the audit trail. */
    enum Recorded {
        /** In the transaction of the work that it serves. */
        SINGLY,
        /** As counts, once an hour. */
        COUNTED
    }

    SecretClass(Part part, Recorded recorded) {
        this.part = part;
        this.recorded = recorded;
    }

    Part part() {
        return part;
    }

    Recorded recorded() {
        return recorded;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static SecretClass of(String word) {
        return Arrays.stream(values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no class of secrets: " + word));
    }
}
