/**
 * The record of what happened in a workspace, append-only. Not here: who may read it (identity) and how it is shown
 * (web).
 */
@ApplicationModule(allowedDependencies = {"tenancy"})
@NullMarked
package dev.mullion.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
