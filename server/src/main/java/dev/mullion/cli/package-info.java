/**
 * The command line and what it starts. Commands that change a running installation travel to it through a socket that
 * only its owner can open; the others run where they are typed.
 */
@ApplicationModule(
        allowedDependencies = {
            "checks",
            "keys",
            "kms",
            "vault",
            "settings",
            "postgres",
            "tenancy",
            "trust",
            "audit",
            "identity",
            "finance",
            "limits",
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
            "connectors :: github",
            "connectors :: imported",
            "connectors :: consent",
            "ingest",
            "ingest :: imports",
            "ingest :: sync",
            "residue",
            "demo",
            "challenge"
        })
@NullMarked
package dev.mullion.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
