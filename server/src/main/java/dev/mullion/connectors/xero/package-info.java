/**
 * Xero: how it is connected, how it says that it is asked too much, what is read of its books, and what its webhooks
 * mean. Not here: how bodies are read (projection) and deliveries are received (ingest).
 */
@NamedInterface("xero")
@NullMarked
package dev.mullion.connectors.xero;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
