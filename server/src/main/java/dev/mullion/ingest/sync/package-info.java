/**
 * Reads connections at their vendors, page by page: who reads, how far, and what came of it. Not here: how a vendor is
 * asked (connectors) and how facts are kept (telemetry).
 */
@NamedInterface("sync")
@NullMarked
package dev.mullion.ingest.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
