/**
 * What people state about finance: what they call a customer, at what rates currencies are converted, what is no
 * duplicate. Each is recorded in the transaction that stores it. Not here: the numbers (telemetry), and who may state
 * something (web, api).
 */
@ApplicationModule(
        allowedDependencies = {"keys", "tenancy", "audit", "telemetry", "telemetry :: finance", "telemetry :: money"})
@NullMarked
package dev.mullion.finance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
