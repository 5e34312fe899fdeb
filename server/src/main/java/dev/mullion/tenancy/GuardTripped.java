package dev.mullion.tenancy;

import org.jspecify.annotations.Nullable;

/**
 * The statement or value guard refused something. Published after the transaction was rolled back.
 *
 * @param workspace the bound workspace, or null where none was bound
 * @param rule what was broken, without SQL and without data
 */
public record GuardTripped(@Nullable WorkspaceId workspace, String rule) {}
