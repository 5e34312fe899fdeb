/**
 * Keeps tenants apart: the registry of workspaces, the one door to their data, the signed context, the guards and the
 * rules of the schema. Not here: people and their permissions (identity).
 */
@ApplicationModule(allowedDependencies = {"checks", "keys", "meters"})
@NullMarked
package dev.mullion.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
