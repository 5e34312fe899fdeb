/**
 * The record of what happened in a workspace, append-only: a log of hashes whose state is signed, with its proofs and
 * its bundle (docs/audit-format.md). Not here: who may read it (identity) and how it is shown (web).
 */
@ApplicationModule(allowedDependencies = {"checks", "keys", "settings", "tenancy", "trust", "verifier"})
@NullMarked
package dev.mullion.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
