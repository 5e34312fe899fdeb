/**
 * What Mullion can read and how a vendor's payload becomes typed facts. Not here: receiving deliveries (ingest) and
 * storing facts (telemetry).
 */
@ApplicationModule(
        allowedDependencies = {
            "checks",
            "trust",
            "keys",
            "egress",
            "settings",
            "vault",
            "tenancy",
            "audit",
            "telemetry",
            "telemetry :: money",
            "telemetry :: vendors"
        })
@NullMarked
package dev.mullion.connectors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
