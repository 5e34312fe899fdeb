/**
 * One event of the log in its canonical bytes, as docs/audit-format.md specifies them. Not here: where it stands in the
 * tree.
 */
@NullMarked
package dev.mullion.verifier.event;

import org.jspecify.annotations.NullMarked;
