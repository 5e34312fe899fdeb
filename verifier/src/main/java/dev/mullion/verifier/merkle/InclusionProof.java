package dev.mullion.verifier.merkle;

import java.util.List;

/** RFC 9162 section 2.1.3: that a leaf stands at an index of a tree. */
public record InclusionProof(long index, long size, List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /** Section 2.1.3.2, in its steps. */
    public ProofCheck check(TreeHasher hasher, Hash leaf, Hash root) {
        if (index < 0 || index >= size) {
            return ProofCheck.SIZES_IMPOSSIBLE;
        }
        long fn = index;
        long sn = size - 1;
        Hash r = leaf;
        for (Hash p : path) {
            if (sn == 0) {
                return ProofCheck.TOO_LONG;
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = hasher.node(p, r);
                int zeros = Long.numberOfTrailingZeros(fn);
                fn >>>= zeros;
                sn >>>= zeros;
            } else {
                r = hasher.node(r, p);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        if (sn != 0) {
            return ProofCheck.TOO_SHORT;
        }
        return r.equals(root) ? ProofCheck.HOLDS : ProofCheck.ROOT_DIFFERS;
    }
}
