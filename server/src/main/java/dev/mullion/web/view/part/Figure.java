package dev.mullion.web.view.part;

import org.jspecify.annotations.Nullable;

/**
 * One number with what makes it believable.
 *
 * @param id unique on the page, ties the label to its definition
 * @param value the number as text; "–" where there is nothing to compute it from
 * @param unit beside the number, may be empty
 * @param change against an earlier time, in words ("6 more than last week")
 * @param definition how it is computed, shown on focus
 * @param basis what it was computed from, leading to those facts
 */
public record Figure(
        String id,
        String label,
        String value,
        String unit,
        @Nullable String change,
        String definition,
        @Nullable Link basis) {}
