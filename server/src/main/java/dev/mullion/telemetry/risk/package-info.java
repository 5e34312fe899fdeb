/**
 * What the facts of compliance amount to: the tasks that are to be done. Every call reads the workspace whose door is
 * open. Not here: how facts get in.
 */
@NamedInterface("risk")
@NullMarked
package dev.mullion.telemetry.risk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
