package dev.mullion.connectors.imported;

/**
 * Something wrong with an import.
 *
 * @param pointer {@code /rows/3/amount}: the row, the first is 0, and its column; empty for the whole
 */
public record ImportFault(String pointer, String detail) {}
