/**
 * Typed metadata facts of a workspace and the metrics computed from them. Not here: how a vendor's payload becomes a
 * fact (connectors), and who may see a metric (identity).
 */
@ApplicationModule(allowedDependencies = {"keys", "tenancy"})
@NullMarked
package dev.mullion.telemetry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
