/**
 * The pages: how a browser sees what the other modules know. Not here: rules, numbers and permissions, which the
 * modules below decide. Nothing depends on this module.
 */
@ApplicationModule
@NullMarked
package dev.mullion.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
