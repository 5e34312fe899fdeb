/**
 * What the operator's monitoring reads: counts and levels of this one server, on a port of its own that is closed
 * unless it is set. Modules above contribute {@link dev.mullion.meters.Metered}. Not here: anything of one workspace,
 * and what people see (web).
 */
@ApplicationModule(allowedDependencies = {"settings"})
@NullMarked
package dev.mullion.meters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
