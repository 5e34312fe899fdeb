/**
 * Holds sealed secrets. Never logs, lists or returns a value outside of {@link Vault#open}. Not here: the keys that
 * seal (keys), and who may store what (whoever calls).
 */
@ApplicationModule(
        allowedDependencies = {
            "checks",
            "keys",
            "tenancy",
            "trust",
            "egress",
            "audit",
            "settings",
            "postgres",
            "verifier"
        })
@NullMarked
package dev.mullion.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
