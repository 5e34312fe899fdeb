/**
 * The demo: two workspaces of an openly synthetic company, fed by the sandbox over real webhooks. Nothing here is
 * reachable from a server that was started with `serve`.
 */
@ApplicationModule(allowedDependencies = {"settings", "tenancy", "audit", "identity", "connectors", "ingest"})
@NullMarked
package dev.mullion.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
