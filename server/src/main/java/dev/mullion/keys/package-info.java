/**
 * Derives every secret of an installation from one master key, and hashes ids that must not be kept. Stores nothing and
 * knows no database.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.mullion.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
