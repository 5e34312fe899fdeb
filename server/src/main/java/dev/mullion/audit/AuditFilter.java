package dev.mullion.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a log are asked for; a null leaves that open.
 *
 * @param before only events at a lower place
 * @param verb a verb, or its first word for all of them: {@code token} for {@code token.created} and
 *     {@code token.revoked}
 * @param actor a party, such as {@code person:per_...}
 * @param from when it was put into the log, at the earliest
 * @param until and before when
 */
public record AuditFilter(
        @Nullable Long before,
        @Nullable String verb,
        @Nullable String actor,
        @Nullable Instant from,
        @Nullable Instant until) {

    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);

    /** The same, from one place downwards. */
    public AuditFilter before(@Nullable Long index) {
        return new AuditFilter(index, verb, actor, from, until);
    }
}
