/**
 * What the running server tries on itself, from outside and in, so that its promises are evidence and not prose: as a
 * stranger, as a canary member of a hidden workspace, as the database's role. Not here: the promises and when they are
 * tried (trust), and the search for what must never be kept (residue). Nothing depends on this module.
 */
@ApplicationModule(
        allowedDependencies = {
            "checks",
            "keys",
            "kms",
            "settings",
            "limits",
            "tenancy",
            "trust",
            "audit",
            "identity",
            "connectors",
            "loopback"
        })
@NullMarked
package dev.mullion.probes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
