/**
 * Signs deliveries and sends them with a bounded number in flight; repeats and reorders a few on purpose.
 *
 * <p>Not here: what is sent. If a delivery is refused for good it is counted and left out.
 */
@NullMarked
package dev.mullion.sandbox.sender;

import org.jspecify.annotations.NullMarked;
