/**
 * Checks an exported audit log offline: a file in, plain words and an exit code out. Needs nothing but the JDK, opens
 * no connection, writes no file. Not here: anything of the server.
 */
@NullMarked
package dev.mullion.verifier;

import org.jspecify.annotations.NullMarked;
