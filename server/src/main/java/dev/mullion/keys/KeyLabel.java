package dev.mullion.keys;

import java.util.Locale;

/** What a derived key is for. Keys of different labels are independent: one tells nothing of another. */
public enum KeyLabel {
    /** Tells a wrong master key from the right one; not secret. */
    FINGERPRINT,
    /** Signs the tenant context that the database verifies. */
    DATABASE_CONTEXT,
    /** The embedded database's administrator. */
    DATABASE_ADMINISTRATOR,
    /** The embedded database's owner role. */
    DATABASE_OWNER,
    /** The embedded database's run-time role. */
    DATABASE_APP,
    /** Signs session cookies. */
    SESSION,
    /** Hashes what finds a workspace before one is known: tokens, hook keys, installation ids, e-mail addresses. */
    ROUTE,
    /** Hashes one-time links. */
    LINK,
    /** Signs paging cursors of one workspace. */
    CURSOR,
    /** Hashes the keys under which requests are repeated, and the requests. */
    REQUEST,
    /** Hashes ids of people and branches of one workspace. */
    ID_HASH,
    /** The webhook secret of one connection. */
    WEBHOOK,
    /** The last part of a connection's webhook address. */
    HOOK_ADDRESS,
    /** The word that is promised to a vendor before a code is given, and shown with the code (RFC 7636). */
    CODE_VERIFIER,
    /** The seed of a key that signs the checkpoints of a workspace. */
    CHECKPOINT,
    /** Seals what the probes of promises saw. */
    EVIDENCE;

    String info() {
        return "mullion/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
