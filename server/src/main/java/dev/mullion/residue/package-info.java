/**
 * Searches a running installation for what must never be kept: bodies full of canaries go in where a vendor's go in,
 * and every place that the server can reach is searched for them. Not here: what keeps them out (ingest, connectors).
 */
@ApplicationModule(
        allowedDependencies = {"checks", "settings", "postgres", "tenancy", "trust", "connectors", "egress", "loopback"
        })
@NullMarked
package dev.mullion.residue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
