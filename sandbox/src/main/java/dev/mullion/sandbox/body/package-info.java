/**
 * Writes an event of the world as the body that GitHub would send for it, full size and with everything in it that a
 * careful receiver drops.
 *
 * <p>Not here: headers, signatures, time.
 */
@NullMarked
package dev.mullion.sandbox.body;

import org.jspecify.annotations.NullMarked;
