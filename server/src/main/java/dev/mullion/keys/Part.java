package dev.mullion.keys;

import java.util.Locale;

/**
 * The two halves of a workspace's keys, wrapped apart. A server that only serves pages and takes deliveries is given
 * the first; what reads from a vendor is in the second.
 */
public enum Part {
    /** Verification keys, MFA seeds, everything derived, the intake's public half. */
    WEB,
    /** Vendor tokens, signing seeds, the intake's private half. */
    WORKER;

    /** How it is written down. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
