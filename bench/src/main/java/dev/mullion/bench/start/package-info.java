/** How soon a server is ready, and what it holds while idle. */
@NullMarked
package dev.mullion.bench.start;

import org.jspecify.annotations.NullMarked;
