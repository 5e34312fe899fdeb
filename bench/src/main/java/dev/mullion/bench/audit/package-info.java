/**
 * The price of the audit log, beside a plain insert and a chain of hashes; what proofs cost, how fast an export is
 * verified, and whether attacks on it are found.
 */
@NullMarked
package dev.mullion.bench.audit;

import org.jspecify.annotations.NullMarked;
