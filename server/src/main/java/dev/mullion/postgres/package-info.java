/**
 * Runs PostgreSQL as part of this process: unpacks it, initialises its folder, starts it, recovers it after a kill, and
 * stops it. Not here: what is stored in it, its roles and its schema (tenancy), and an outside PostgreSQL, which nobody
 * starts or stops from here.
 *
 * <p>If it fails, the server does not start; nothing is tried again behind the caller's back except a port that another
 * process took and an earlier server that is still stopping.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.mullion.postgres;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
