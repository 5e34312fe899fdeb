/**
 * The demo: two workspaces of an openly synthetic company, fed by the sandbox over real webhooks, and by reading the
 * vendors that it plays. Nothing here is reachable from a server that was started with `serve`.
 */
@ApplicationModule(
        allowedDependencies = {
            "settings",
            "tenancy",
            "audit",
            "identity",
            "connectors",
            "connectors :: consent",
            "connectors :: github",
            "connectors :: imported",
            "ingest",
            "ingest :: imports",
            "ingest :: sync",
            "residue"
        })
@NullMarked
package dev.mullion.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
