/**
 * The REST API under {@code /api/v1}, described by {@code openapi.json}: reads and changes what the modules below know,
 * always inside the doorway, in one transaction a call. Not here: rules, numbers and permissions, which those modules
 * decide. Nothing depends on this module.
 */
@ApplicationModule(
        allowedDependencies = {
            "keys",
            "tenancy",
            "audit",
            "identity",
            "identity :: http",
            "finance",
            "telemetry",
            "telemetry :: engineering",
            "telemetry :: finance",
            "telemetry :: money",
            "telemetry :: revenue",
            "telemetry :: risk",
            "telemetry :: vendors",
            "telemetry :: views",
            "connectors",
            "connectors :: catalogue",
            "connectors :: consent",
            "connectors :: imported",
            "limits",
            "requests",
            "ingest",
            "ingest :: sync",
            "ingest :: imports"
        })
@NullMarked
package dev.mullion.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
