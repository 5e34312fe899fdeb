/**
 * Visits the server over its own port as anybody else would, for the checks that try it from outside. Not here: any
 * check.
 */
@ApplicationModule(allowedDependencies = {"settings"})
@NullMarked
package dev.mullion.loopback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
