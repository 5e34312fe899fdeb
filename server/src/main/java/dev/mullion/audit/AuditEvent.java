package dev.mullion.audit;

import dev.mullion.tenancy.Actor;

/**
 * One thing that happened.
 *
 * @param subject what it happened to: an id, a slug or a fixed word; at most 200 characters
 * @param detail one plain sentence or less, without secrets and without what a vendor sent; at most 500 characters
 */
public record AuditEvent(AuditAction action, Actor actor, String subject, String detail) {

    public AuditEvent {
        if (subject.length() > 200 || detail.length() > 500) {
            throw new IllegalArgumentException(
                    "an audit event's subject has at most 200 characters and its detail at most 500");
        }
    }
}
