/** What a benchmark came to, for a terminal and for a file. Not here: how anything is measured. */
@NullMarked
package dev.mullion.bench.report;

import org.jspecify.annotations.NullMarked;
