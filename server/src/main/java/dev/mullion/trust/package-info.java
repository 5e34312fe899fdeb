/**
 * The promises that Mullion makes of itself, each a control: a probe that checks it on the running system, dated
 * evidence, and a state that only evidence can make active. Modules above contribute {@link Control}s. Not here: any
 * probe of theirs, and how it is all shown (web).
 */
@ApplicationModule(allowedDependencies = {"checks", "keys", "meters", "tenancy"})
@NullMarked
package dev.mullion.trust;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
