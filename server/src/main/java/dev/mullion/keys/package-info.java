/**
 * The key hierarchy: a source that only wraps, a store of what it wrapped, an installation's root and each workspace's
 * key set; and what is derived, sealed and hashed with them. Knows no database and no secret of a vendor.
 */
@ApplicationModule(allowedDependencies = {"checks"})
@NullMarked
package dev.mullion.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
