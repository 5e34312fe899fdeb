/**
 * What the facts of engineering amount to: cycle time, work in progress, review load, and the way from each number down
 * to its pull requests. Every call reads the workspace whose door is open. Not here: how facts get in.
 */
@NamedInterface("engineering")
@NullMarked
package dev.mullion.telemetry.engineering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
