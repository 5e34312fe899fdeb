package dev.mullion.vault;

import dev.mullion.tenancy.WorkspaceId;
import java.util.UUID;

/**
 * A sealed box did not open for its place, and was thrown away. Published inside the open door, in the transaction that
 * throws it away: what a listener writes is written with it, or neither is.
 *
 * @param box as {@link Intake#submit} named it
 */
public record BoxRefused(WorkspaceId workspace, SecretRef ref, UUID box) {}
