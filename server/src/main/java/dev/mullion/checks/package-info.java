/**
 * The words in which a running check reports, and the look at memory that several take. Not here: any check; each
 * module brings its own.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.mullion.checks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
