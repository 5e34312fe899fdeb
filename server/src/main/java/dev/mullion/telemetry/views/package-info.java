/**
 * What is owed, spent and earned again and again as programs read it, from the API and from the command line. Amounts
 * are texts: a reader of JSON may make a double of a number. Not here: how any of it is computed.
 */
@NamedInterface("views")
@NullMarked
package dev.mullion.telemetry.views;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
