package dev.mullion.verifier.merkle;

import java.util.List;

/** RFC 9162 section 2.1.4: that a tree grew out of an older one by appending only. */
public record ConsistencyProof(long first, long second, List<Hash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * Section 2.1.4.2. A proof from size 0 is refused, also from 0 to 0: every tree grows out of the empty one, so that
     * it would say nothing and yet count as a proof.
     */
    public ProofCheck check(TreeHasher hasher, Hash firstRoot, Hash secondRoot) {
        if (first <= 0 || first > second) {
            return ProofCheck.SIZES_IMPOSSIBLE;
        }
        if (first == second) {
            return path.isEmpty() ? same(firstRoot.equals(secondRoot)) : ProofCheck.TOO_LONG;
        }
        boolean complete = Long.bitCount(first) == 1;
        if (path.isEmpty()) {
            return ProofCheck.TOO_SHORT;
        }
        Hash seed = complete ? firstRoot : path.getFirst();
        return climb(hasher, seed, path.subList(complete ? 0 : 1, path.size()), firstRoot, secondRoot);
    }

    private ProofCheck climb(TreeHasher hasher, Hash seed, List<Hash> rest, Hash firstRoot, Hash secondRoot) {
        int ones = Long.numberOfTrailingZeros(first);
        long fn = (first - 1) >>> ones;
        long sn = (second - 1) >>> ones;
        Hash fr = seed;
        Hash sr = seed;
        for (Hash c : rest) {
            if (sn == 0) {
                return ProofCheck.TOO_LONG;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = hasher.node(c, fr);
                sr = hasher.node(c, sr);
                int zeros = Long.numberOfTrailingZeros(fn);
                fn >>>= zeros;
                sn >>>= zeros;
            } else {
                sr = hasher.node(sr, c);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        if (sn != 0) {
            return ProofCheck.TOO_SHORT;
        }
        return same(fr.equals(firstRoot) && sr.equals(secondRoot));
    }

    private static ProofCheck same(boolean same) {
        return same ? ProofCheck.HOLDS : ProofCheck.ROOT_DIFFERS;
    }
}
