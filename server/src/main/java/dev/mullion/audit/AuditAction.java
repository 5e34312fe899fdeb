package dev.mullion.audit;

/** What can happen that is worth a record. The word is stable: it is stored, exported and filtered by. */
public enum AuditAction {
    WORKSPACE_CREATED("workspace.created"),
    PERSON_ADDED("person.added"),
    PERSON_REMOVED("person.removed"),
    LINK_MADE("person.link-made"),
    SIGNED_IN("person.signed-in"),
    SIGNED_OUT("person.signed-out"),
    PERMISSIONS_CHANGED("permissions.changed"),
    TOKEN_CREATED("token.created"),
    TOKEN_REVOKED("token.revoked"),
    CONNECTION_ADDED("connection.added"),
    CONNECTION_CHANGED("connection.changed"),
    DELIVERIES_COUNTED("deliveries.counted"),
    GUARD_TRIPPED("guard.tripped"),
    VERIFICATION_RUN("verification.run"),
    /** It ran, and a check failed. */
    VERIFICATION_FAILED("verification.failed");

    private final String word;

    AuditAction(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
