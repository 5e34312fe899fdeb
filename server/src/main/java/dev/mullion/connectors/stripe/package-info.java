/**
 * Stripe: subscriptions with what their revenue depends on, read with a restricted key. Not here: customers, charges,
 * invoices, and whatever writes.
 */
@NamedInterface("stripe")
@NullMarked
package dev.mullion.connectors.stripe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
