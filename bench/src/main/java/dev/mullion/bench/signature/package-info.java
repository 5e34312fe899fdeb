/** What it costs to tell a vendor's delivery from anybody else's. */
@NullMarked
package dev.mullion.bench.signature;

import org.jspecify.annotations.NullMarked;
