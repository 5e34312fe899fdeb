/**
 * What the facts of books amount to: what is owed and since when, what is spent, and the way from each number down to
 * its entries. Sums are of one currency; beside them stands one converted sum where the workspace gave rates. Every
 * call reads the workspace whose door is open. Not here: how facts get in, and recurring revenue.
 */
@NamedInterface("finance")
@NullMarked
package dev.mullion.telemetry.finance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
