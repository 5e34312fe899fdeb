/**
 * Amazon's key management service, where the keys of an installation or of one customer may be wrapped; and what wraps
 * the keys of this server, by its settings.
 */
@ApplicationModule(allowedDependencies = {"keys", "settings"})
@NullMarked
package dev.mullion.kms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
