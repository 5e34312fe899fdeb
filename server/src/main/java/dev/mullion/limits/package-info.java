/**
 * Token buckets that keep one tenant, credential, hook or stranger from taking what belongs to the others. Not here:
 * who is asking (identity) and what a delivery is (ingest). State is per node: N nodes allow N times as much.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.mullion.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
