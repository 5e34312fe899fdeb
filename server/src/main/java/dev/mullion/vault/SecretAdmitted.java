package dev.mullion.vault;

import dev.mullion.tenancy.WorkspaceId;

/** A sealed box was opened by this worker, and what was in it is in the vault. Published after the transaction. */
public record SecretAdmitted(WorkspaceId workspace, SecretRef ref) {}
