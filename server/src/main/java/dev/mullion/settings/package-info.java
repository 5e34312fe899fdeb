/** Reads the settings of contract, all at once and before anything starts. Opens nothing and connects to nothing. */
@ApplicationModule(allowedDependencies = {"keys"})
@NullMarked
package dev.mullion.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
