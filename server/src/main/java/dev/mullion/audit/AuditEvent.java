package dev.mullion.audit;

import dev.mullion.tenancy.Actor;

/**
 * One thing that happened.
 *
 * @param subject what it happened to: an id, a slug or a fixed word, never a name or an address; 1 to 128 of {@code A-Z
 *     a-z 0-9 . _ -}
 * @param detail one plain sentence or less, without secrets and without what a vendor sent; at most 500 characters. It
 *     can be erased, the rest stays in the log for ever.
 */
public record AuditEvent(AuditAction action, Actor actor, String subject, String detail, Outcome outcome) {

    public AuditEvent {
        EventText.requireId(actor.name());
        EventText.requireId(subject);
        if (detail.length() > 500) {
            throw new IllegalArgumentException("an audit event's detail has at most 500 characters");
        }
    }

    /** Something that was done. */
    public AuditEvent(AuditAction action, Actor actor, String subject, String detail) {
        this(action, actor, subject, detail, Outcome.DONE);
    }
}
