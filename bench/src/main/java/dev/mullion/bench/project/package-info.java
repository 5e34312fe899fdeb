/** What it costs to make facts of a vendor's bytes. */
@NullMarked
package dev.mullion.bench.project;

import org.jspecify.annotations.NullMarked;
