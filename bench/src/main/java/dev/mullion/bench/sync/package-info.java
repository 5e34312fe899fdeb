/** What reading a whole account costs, and reading it again. */
@NullMarked
package dev.mullion.bench.sync;

import org.jspecify.annotations.NullMarked;
