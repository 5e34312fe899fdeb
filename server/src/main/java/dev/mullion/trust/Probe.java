package dev.mullion.trust;

/**
 * Checks one promise on the running system, off the request path. Leaves nothing behind, disturbs no tenant, and ends
 * soon after its thread is interrupted. What it throws counts as a failure.
 */
@FunctionalInterface
public interface Probe {

    Finding run();
}
