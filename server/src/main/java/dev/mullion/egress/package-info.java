/**
 * The only way out: a client that reaches the endpoints it was permitted, at addresses that were judged, within bounds
 * and budgets. It takes what is secret at the moment of sending, from whoever holds it, and only for the hosts that the
 * secret names. Not here: any vendor's endpoints (connectors), any secret (vault), and visits to the own port
 * (loopback). If a call fails the caller gets a value that says how; nothing is queued for later.
 */
@ApplicationModule(allowedDependencies = {"checks", "settings"})
@NullMarked
package dev.mullion.egress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
