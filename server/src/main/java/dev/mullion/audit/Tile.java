package dev.mullion.audit;

import java.util.Arrays;

/** Up to 256 neighbouring roots of one level and every complete subtree over them. Safe to share between threads. */
final class Tile {

    static final int WIDTH = 256;
    static final int HEIGHT = 8;

    /** By height above the tile's own hashes. */
    private final byte[][] levels = new byte[HEIGHT + 1][];

    /** @param hashes 1 to 256 of them, one after another */
    Tile(byte[] hashes) {
        TreeHash hash = new TreeHash();
        levels[0] = hashes.clone();
        for (int height = 1; height <= HEIGHT; height++) {
            byte[] below = levels[height - 1];
            int pairs = below.length / (2 * TreeHash.BYTES);
            levels[height] = new byte[pairs * TreeHash.BYTES];
            for (int pair = 0; pair < pairs; pair++) {
                byte[] node = hash.node(at(below, 2 * pair), at(below, 2 * pair + 1));
                System.arraycopy(node, 0, levels[height], pair * TreeHash.BYTES, TreeHash.BYTES);
            }
        }
    }

    /** The root over {@code 2^height} of the tile's hashes, from {@code index * 2^height} on. */
    byte[] root(int height, int index) {
        return at(levels[height], index);
    }

    int bytes() {
        return Arrays.stream(levels).mapToInt(level -> level.length).sum();
    }

    private static byte[] at(byte[] hashes, int index) {
        return Arrays.copyOfRange(hashes, index * TreeHash.BYTES, (index + 1) * TreeHash.BYTES);
    }
}
