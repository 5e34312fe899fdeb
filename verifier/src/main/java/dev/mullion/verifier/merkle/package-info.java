/**
 * The Merkle tree of RFC 6962 and the two proofs of RFC 9162, over SHA-256. Not here: what a leaf is made of, who signs
 * a root.
 */
@NullMarked
package dev.mullion.verifier.merkle;

import org.jspecify.annotations.NullMarked;
