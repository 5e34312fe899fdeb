/**
 * Receives what vendors send: verified, reduced in memory, stored once, counted. Not here: what a payload means
 * (connectors) and how facts are kept (telemetry).
 */
@ApplicationModule(
        allowedDependencies = {
            "keys",
            "vault",
            "settings",
            "tenancy",
            "audit",
            "identity",
            "limits",
            "meters",
            "telemetry",
            "checks",
            "trust",
            "egress",
            "connectors",
            "connectors :: consent",
            "connectors :: github",
            "connectors :: imported",
            "connectors :: stripe",
            "connectors :: xero"
        })
@NullMarked
package dev.mullion.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
