/**
 * Checks an exported audit log, a proof of one event or a file of checkpoints, as docs/audit-format.md specifies them,
 * with nothing but the JDK. Every input is taken for hostile. Not here: how a log is written, stored or signed.
 */
@NullMarked
package dev.mullion.verifier;

import org.jspecify.annotations.NullMarked;
