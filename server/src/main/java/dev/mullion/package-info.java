/** Starts Mullion: chooses between a command and the server. Holds no behaviour of its own. */
@NullMarked
package dev.mullion;

import org.jspecify.annotations.NullMarked;
