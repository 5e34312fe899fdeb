package dev.mullion.verifier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** RFC 6962 section 2.1 as it is defined, by recursion over all leaves: slow, and nothing of the code under test. */
public final class ReferenceTree {

    private ReferenceTree() {}

    public static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return sha256();
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = split(leaves.size());
        return node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    static List<Hash> path(int index, List<Hash> leaves) {
        if (leaves.size() == 1) {
            return new ArrayList<>();
        }
        int k = split(leaves.size());
        List<Hash> left = leaves.subList(0, k);
        List<Hash> right = leaves.subList(k, leaves.size());
        List<Hash> path = index < k ? path(index, left) : path(index - k, right);
        path.add(root(index < k ? right : left));
        return path;
    }

    public static List<Hash> consistency(int first, List<Hash> leaves) {
        return subproof(first, leaves, true);
    }

    private static List<Hash> subproof(int first, List<Hash> leaves, boolean whole) {
        if (first == leaves.size()) {
            return new ArrayList<>(whole ? List.of() : List.of(root(leaves)));
        }
        int k = split(leaves.size());
        List<Hash> left = leaves.subList(0, k);
        List<Hash> right = leaves.subList(k, leaves.size());
        List<Hash> proof = first <= k ? subproof(first, left, whole) : subproof(first - k, right, false);
        proof.add(root(first <= k ? right : left));
        return proof;
    }

    /** The complete subtrees of a size, from the largest. */
    public static List<Hash> subtrees(List<Hash> leaves) {
        var subtrees = new ArrayList<Hash>();
        for (int at = 0; at < leaves.size(); ) {
            int width = Integer.highestOneBit(leaves.size() - at);
            subtrees.add(root(leaves.subList(at, at + width)));
            at += width;
        }
        return subtrees;
    }

    static List<Hash> leaves(int count) {
        var leaves = new ArrayList<Hash>();
        for (int at = 0; at < count; at++) {
            leaves.add(sha256(new byte[] {0}, ("leaf " + at).getBytes(StandardCharsets.US_ASCII)));
        }
        return leaves;
    }

    static Hash node(Hash left, Hash right) {
        return sha256(new byte[] {1}, bytes(left), bytes(right));
    }

    static byte[] bytes(Hash hash) {
        return Base64.getDecoder().decode(hash.toString());
    }

    public static Hash sha256(byte[]... pieces) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] piece : pieces) {
                digest.update(piece);
            }
            return Hash.of(digest.digest());
        } catch (GeneralSecurityException | Malformed impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }
}
