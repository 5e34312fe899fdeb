/** Webhook deliveries, and the sending of them over keep-alive connections. Knows no receiver. */
@NullMarked
package dev.mullion.bench.load;

import org.jspecify.annotations.NullMarked;
