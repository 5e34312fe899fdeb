/**
 * Remembers for a day how requests were answered that carry a key for repetition, so that one which is sent again is
 * answered again and not carried out again. Not here: what a request does, and how keys and answers travel (api).
 */
@ApplicationModule(allowedDependencies = {"keys", "tenancy"})
@NullMarked
package dev.mullion.requests;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
