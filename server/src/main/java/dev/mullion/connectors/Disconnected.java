package dev.mullion.connectors;

import dev.mullion.connectors.Puller.Link;

/**
 * Somebody here ended a link, and nothing that is kept of it reads any more. Published after the transaction: whoever
 * holds something of the link in memory forgets it, and ends it at the vendor.
 */
public record Disconnected(Link link) {}
