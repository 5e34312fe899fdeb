package dev.mullion.ingest;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Projected;
import java.time.Instant;
import java.util.UUID;

/** A verified delivery, reduced to what may be kept. The bytes it came in are gone by now. */
record Delivery(
        ConnectionId connection, UUID id, String event, int bytesRead, Projected projected, Instant receivedAt) {}
