package dev.mullion.verifier;

import java.util.List;

/** The hashes of a proof, checked in the steps of RFC 9162 and with its names. */
record ProofPath(List<Hash> hashes) {
    /** Section 2.1.3.2: whether the leaf stands at that index of the tree of that size and root. */
    boolean includes(long index, Hash leaf, long size, Hash root) {
        List<Hash> climbed = index < 0 || index >= size ? List.of() : climb(index, size - 1, leaf, hashes);
        return !climbed.isEmpty() && climbed.getLast().equals(root);
    }

    /**
     * Section 2.1.4.2: whether the second tree grew out of the first by appending only. A proof from size 0 is refused:
     * every tree grows out of the empty one, so that it would say nothing and yet count as a proof.
     */
    boolean grows(long first, Hash firstRoot, long second, Hash secondRoot) {
        if (first <= 0 || first >= second || hashes.isEmpty()) {
            return first > 0 && first == second && hashes.isEmpty() && firstRoot.equals(secondRoot);
        }
        int ones = Long.numberOfTrailingZeros(first);
        boolean complete = Long.bitCount(first) == 1;
        Hash seed = complete ? firstRoot : hashes.getFirst();
        List<Hash> rest = complete ? hashes : hashes.subList(1, hashes.size());
        return climb((first - 1) >>> ones, (second - 1) >>> ones, seed, rest).equals(List.of(firstRoot, secondRoot));
    }

    /** The roots {@code fr} and {@code sr}, or nothing where there are too many hashes or too few. */
    private static List<Hash> climb(long index, long last, Hash seed, List<Hash> path) {
        long fn = index;
        long sn = last;
        Hash fr = seed;
        Hash sr = seed;
        for (Hash c : path) {
            if (sn == 0) {
                return List.of();
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = Hash.node(c, fr);
                sr = Hash.node(c, sr);
                int zeros = Long.numberOfTrailingZeros(fn);
                fn >>>= zeros;
                sn >>>= zeros;
            } else {
                sr = Hash.node(sr, c);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 ? List.of(fr, sr) : List.of();
    }
}
