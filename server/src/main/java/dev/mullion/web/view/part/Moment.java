package dev.mullion.web.view.part;

/**
 * A point in time as people read it.
 *
 * @param text relative while it is recent ("4 min ago"), a date later
 * @param machine RFC 3339 in UTC, for {@code datetime}
 * @param exact date, time and zone, shown on focus
 */
public record Moment(String text, String machine, String exact) {}
