/**
 * Plays a vendor on loopback for one openly synthetic company and its neighbour: reads a plan, sends signed deliveries,
 * reports on standard output.
 *
 * <p>Not here: anything of the server. The two know each other by HTTP and by the lines of the plan and the reports.
 */
@NullMarked
package dev.mullion.sandbox;

import org.jspecify.annotations.NullMarked;
