/** Stripe, so far how it says that it is asked too much. Not here: what is read from it. */
@NullMarked
package dev.mullion.connectors.stripe;

import org.jspecify.annotations.NullMarked;
