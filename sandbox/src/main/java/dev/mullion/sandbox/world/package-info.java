/**
 * The synthetic companies and what happens in them, as compact records that follow from a seed and a date alone.
 *
 * <p>Not here: how an event looks as JSON, or how it is sent.
 */
@NullMarked
package dev.mullion.sandbox.world;

import org.jspecify.annotations.NullMarked;
