/**
 * Answers programs as Stripe's API does, for the endpoints that Mullion declares: restricted keys, pages, expansion,
 * limits, errors and worse; and signs what Stripe sends to webhooks. One openly synthetic company's subscriptions.
 */
@NullMarked
package dev.mullion.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
