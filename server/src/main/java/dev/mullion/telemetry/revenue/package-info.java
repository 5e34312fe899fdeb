/**
 * What subscriptions amount to: monthly recurring revenue, how it moved, and the way from each number down to its
 * subscriptions. Every call reads the workspace whose door is open. Not here: how facts get in.
 */
@NamedInterface("revenue")
@NullMarked
package dev.mullion.telemetry.revenue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
