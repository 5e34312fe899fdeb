/**
 * A game with one rule: whoever has SQL of the app role and a token of one company is to find what another company
 * hides. Nothing here is reachable from a server that was started with `serve`; and nothing here keeps companies apart,
 * which is what the game is about.
 */
@ApplicationModule(allowedDependencies = {"keys", "tenancy", "audit", "identity", "telemetry"})
@NullMarked
package dev.mullion.challenge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
