package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import java.time.Instant;

/**
 * An event of a log, as read back.
 *
 * @param index its place, counted from 0 without a gap
 * @param at when it happened; for an event that is older than the log, not when it was put there
 * @param verb the word of its {@link AuditAction}, or of a later version's
 * @param object the kind of thing it happened to
 * @param subject which of them
 * @param detail empty where there is none, and where it was erased
 */
public record AuditEntry(
        long index,
        Instant at,
        String verb,
        Actor actor,
        String object,
        String subject,
        String detail,
        String outcome,
        boolean erased) {

    /** As addresses and answers name it. */
    public String id() {
        return "evt_" + index;
    }
}
