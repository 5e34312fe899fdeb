package dev.mullion.web.view.part;

/**
 * A length of time as people read it.
 *
 * @param text with one unit ("3.2 h")
 * @param machine ISO 8601 ("PT3H12M"), for {@code datetime}
 * @param exact with two units ("3 hours 12 minutes"), shown on focus
 */
public record Elapsed(String text, String machine, String exact) {}
