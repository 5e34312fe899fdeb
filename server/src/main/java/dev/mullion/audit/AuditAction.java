package dev.mullion.audit;

/** What can happen that is worth a record. The word is stable: it is stored, exported and filtered by. */
public enum AuditAction {
    /** The first event of every log; what it happened to is the key that signs the log. */
    LOG_OPENED("log.opened", "key"),
    KEY_ANNOUNCED("key.announced", "key"),
    /** The server's clock showed an earlier time than the last event; events keep that one's until it is past. */
    CLOCK_WENT_BACK("clock.went-back", "clock"),
    /** New events wait for a signature for longer than they should. */
    SIGNING_LATE("signing.late", "log"),
    SIGNING_RESUMED("signing.resumed", "log"),
    /** From when on the log keeps its events. */
    RETENTION_CHANGED("retention.changed", "log"),
    /** The events before the place that it names are gone; their hashes stay. */
    LOG_PRUNED("log.pruned", "log"),
    /** Somebody read events; stands for all their reads within a quarter of an hour. */
    AUDIT_READ("audit.read", "audit"),
    /** Somebody took the proof of one event. */
    PROOF_TAKEN("audit.proof-taken", "event"),
    AUDIT_EXPORTED("audit.exported", "audit"),
    AUDIT_VERIFIED("audit.verified", "audit"),
    /** What was told of a person is gone from the log; its hashes stay. */
    PERSON_ERASED("person.erased", "person"),
    REQUEST_TURNED_AWAY("request.turned-away", "route"),
    REQUESTS_COUNTED("requests.counted", "route"),
    WORKSPACE_CREATED("workspace.created", "workspace"),
    PERSON_ADDED("person.added", "person"),
    PERSON_REMOVED("person.removed", "person"),
    LINK_MADE("person.link-made", "person"),
    SIGNED_IN("person.signed-in", "person"),
    SIGNED_OUT("person.signed-out", "person"),
    PERMISSIONS_CHANGED("permissions.changed", "person"),
    TOKEN_CREATED("token.created", "token"),
    TOKEN_REVOKED("token.revoked", "token"),
    CONNECTION_ADDED("connection.added", "connection"),
    CONNECTION_CHANGED("connection.changed", "connection"),
    /** It is off the list with its secrets: its key never worked, or nothing was ever read from it. */
    CONNECTION_REMOVED("connection.removed", "connection"),
    /** Somebody was sent to a vendor's page to consent. */
    CONSENT_ASKED("connection.consent-asked", "consent"),
    /** Somebody came back from a vendor's page with a consent, or without one, which is said. */
    CONSENT_ANSWERED("connection.consent-answered", "consent"),
    /** Accounts that a consent opens were connected. */
    CONSENT_USED("connection.consent-used", "consent"),
    /** Somebody made a link for the owner of an account at a vendor, who connects it without an account here. */
    CONNECT_LINK_MADE("connection.link-made", "link"),
    /** An account was connected by it; it works no more. */
    CONNECT_LINK_USED("connection.link-used", "link"),
    CONNECT_LINK_WITHDRAWN("connection.link-withdrawn", "link"),
    /** Somebody came back from a vendor, and nothing was connected: what they brought did not show what it had to. */
    CONSENT_REFUSED("connection.consent-refused", "consent"),
    /** A token that counts the repositories of an installation was asked for, to judge whose it is. */
    INSTALLATION_COUNTED("connection.installation-counted", "consent"),
    /** A token that reads this account for an hour at most was asked for; it is never stored. */
    TOKEN_MINTED("connection.token-minted", "connection"),
    /**
     * An installation that was disconnected here is being ended at its vendor, or may stay there; what came of it is
     * said.
     */
    INSTALLATION_ENDED("connection.installation-ended", "connection"),
    /** Somebody asked for a run, besides those by the clock. */
    SYNC_ASKED("connection.sync-asked", "connection"),
    /** Somebody asked for everything to be read again. */
    BACKFILL_ASKED("connection.backfill-asked", "connection"),
    /** Somebody asked a run to stop. */
    SYNC_STOP_ASKED("connection.sync-stop-asked", "connection"),
    /** Somebody had its permissions tried at the vendor. */
    CONNECTION_TESTED("connection.tested", "connection"),
    /** A run is over, whatever came of it; what it read and kept is said. */
    SYNC_ENDED("connection.sync-ended", "connection"),
    /** Somebody said that businesses are bought for different things, or took it back. */
    DUPLICATE_JUDGED("duplicate.judged", "duplicate"),
    /** Somebody said what a customer is called; the hash of the customer is recorded, and no name. */
    CUSTOMER_NAMED("customer.named", "customer"),
    CUSTOMER_UNNAMED("customer.unnamed", "customer"),
    /** Somebody said at what rates currencies are converted, or that they are not. */
    RATES_CHANGED("rates.changed", "rates"),
    DELIVERIES_COUNTED("deliveries.counted", "connection"),
    /** Somebody sent facts of what has no connector; what was read and kept is said. */
    IMPORT_TAKEN("import.taken", "import"),
    SECRET_STORED("secret.stored", "secret"),
    SECRET_REMOVED("secret.removed", "secret"),
    SECRET_USED("secret.used", "secret"),
    SECRET_USES_COUNTED("secret.uses-counted", "secret"),
    /** It did not open. */
    SECRET_REFUSED("secret.refused", "secret"),
    KEY_ROTATED("key.rotated", "key"),
    KEY_RETIRED("key.retired", "key"),
    /** From then on a key of the customer's own wraps the workspace's keys. */
    KEY_BOUND("key.bound", "key"),
    KEY_RELEASED("key.released", "key"),
    /** Its owner's key was switched off: nobody enters it, and nothing of it opens. */
    WORKSPACE_LOCKED("workspace.locked", "workspace"),
    WORKSPACE_UNLOCKED("workspace.unlocked", "workspace"),
    /** What it sealed opens nowhere any more. */
    KEYS_DESTROYED("keys.destroyed", "workspace"),
    GUARD_TRIPPED("guard.tripped", "guard"),
    VERIFICATION_RUN("verification.run", "check"),
    /** It ran, no check failed, and some could not be run here or were partial. */
    VERIFICATION_PARTIAL("verification.partial", "check"),
    /** It ran, and a check failed. */
    VERIFICATION_FAILED("verification.failed", "check"),
    /** A probe saw a promise broken that was kept before. */
    CONTROL_FAILED("control.failed", "control"),
    CONTROL_RECOVERED("control.recovered", "control"),
    /** The operator stated what no probe can see. */
    CONTROL_ATTESTED("control.attested", "control");

    private final String word;
    private final String object;

    AuditAction(String word, String object) {
        this.word = word;
        this.object = object;
    }

    public String word() {
        return word;
    }

    /** Whether {@code text} is its word, or the first part of it. */
    public boolean isMeantBy(String text) {
        return word.equals(text) || word.startsWith(text + ".");
    }

    /** The kind of thing it happens to. */
    String object() {
        return object;
    }
}
