/** The price of tenant isolation: the same statements by hand, through Mullion's door, and behind a textbook policy. */
@NullMarked
package dev.mullion.bench.isolation;

import org.jspecify.annotations.NullMarked;
