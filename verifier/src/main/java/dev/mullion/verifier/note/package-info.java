/**
 * C2SP signed notes (c2sp.org/signed-note) with Ed25519 keys, and the checkpoints written in them
 * (c2sp.org/tlog-checkpoint). Not here: which key is to be trusted.
 */
@NullMarked
package dev.mullion.verifier.note;

import org.jspecify.annotations.NullMarked;
