package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ProofsTest {

    private static final int SIZES = 40;

    private final List<Hash> leaves = ReferenceTree.leaves(SIZES);

    @Test
    void everyLeafOfEveryTreeIsProvenAndNoOther() {
        for (int size = 1; size <= SIZES; size++) {
            List<Hash> tree = leaves.subList(0, size);
            for (int index = 0; index < size; index++) {
                List<Hash> path = ReferenceTree.path(index, tree);
                for (int claimed = 0; claimed < size; claimed++) {
                    assertThat(inclusion(claimed, size, path, leaves.get(index)))
                            .isEqualTo(claimed == index);
                }
            }
        }
    }

    @Test
    void everyOlderTreeIsProvenAndNoOtherSize() {
        for (int second = 1; second <= SIZES; second++) {
            for (int first = 1; first <= second; first++) {
                List<Hash> path = ReferenceTree.consistency(first, leaves.subList(0, second));
                for (int claimed = 0; claimed <= second; claimed++) {
                    assertThat(consistency(claimed, second, path, first)).isEqualTo(claimed == first);
                }
            }
        }
    }

    @Test
    @Attack("audit-5")
    void aProofWithAHashTooManyTooFewTwiceOrChangedIsRefused() {
        for (int size = 2; size <= SIZES; size++) {
            int second = size;
            List<Hash> tree = leaves.subList(0, size);
            for (int at = 0; at < size; at++) {
                int index = at;
                assertNoneHolds(
                        ReferenceTree.path(index, tree), path -> inclusion(index, second, path, leaves.get(index)));
                assertNoneHolds(
                        ReferenceTree.consistency(index + 1, tree),
                        path -> consistency(index + 1, second, path, index + 1));
            }
        }
    }

    private void assertNoneHolds(List<Hash> path, Predicate<List<Hash>> holds) {
        for (int at = 0; at <= path.size(); at++) {
            for (Hash extra : List.of(leaves.getFirst(), path.isEmpty() ? leaves.getLast() : path.getLast())) {
                var longer = new ArrayList<>(path);
                longer.add(at, extra);
                assertThat(holds.test(longer)).isFalse();
            }
        }
        for (int at = 0; at < path.size(); at++) {
            var shorter = new ArrayList<>(path);
            shorter.remove(at);
            assertThat(holds.test(shorter)).isFalse();
            var changed = new ArrayList<>(path);
            changed.set(at, ReferenceTree.node(path.get(at), path.get(at)));
            assertThat(holds.test(changed)).isFalse();
        }
    }

    @Test
    @Attack("audit-1")
    void aConsistencyProofFromNothingProvesNothing() {
        Hash empty = Hash.empty();

        assertThat(new ProofPath(List.of()).grows(0, empty, 0, empty)).isFalse();
        assertThat(new ProofPath(List.of()).grows(0, empty, 1, leaves.getFirst()))
                .isFalse();
    }

    @Test
    @Attack("audit-3")
    void theHalvesOfANodeAreNoLeaf() {
        List<Hash> two = leaves.subList(0, 2);
        byte[] left = ReferenceTree.bytes(two.get(0));

        assertThat(Hash.leaf(left, two.get(1))).isNotEqualTo(ReferenceTree.root(two));
        assertThat(Hash.node(two.get(0), two.get(1))).isEqualTo(ReferenceTree.root(two));
    }

    @Test
    @Attack("audit-4")
    void sizesAtTheEdgesOf64BitsEndWithoutAnError() {
        long[] edges = {0, 1, (1L << 62) - 1, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE, -1};
        Hash hash = leaves.getFirst();
        for (long first : edges) {
            for (long second : edges) {
                for (int hashes = 0; hashes <= 130; hashes += 13) {
                    var path = new ProofPath(Collections.nCopies(hashes, hash));
                    assertThat(path.includes(first, hash, second, hash))
                            .isEqualTo(first == 0 && second == 1 && hashes == 0);
                    assertThat(path.grows(first, hash, second, hash))
                            .isEqualTo(first > 0 && first == second && hashes == 0);
                }
            }
        }
    }

    @Test
    void theStreamingTreeHasTheRootOfTheDefinitionAtEverySizeAndFromEveryStart() throws Exception {
        for (int start = 0; start <= SIZES; start++) {
            List<Hash> before = leaves.subList(0, start);
            var tree = new CompactRange(start, ReferenceTree.subtrees(before));
            for (int size = start; size < SIZES; size++) {
                assertThat(tree.root()).isEqualTo(ReferenceTree.root(leaves.subList(0, size)));
                tree.append(leaves.get(size));
            }
        }
    }

    @Test
    void aTreeIsNotResumedFromTheWrongNumberOfSubtrees() {
        assertThatThrownBy(() -> new CompactRange(3, leaves.subList(0, 1))).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> new CompactRange(Long.MAX_VALUE, leaves.subList(0, 1)))
                .isInstanceOf(Malformed.class);
    }

    @Test
    @Attack("audit-5")
    void aHashOf31Or33BytesIsNone() {
        assertThatThrownBy(() -> Hash.of(new byte[31])).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Hash.of(new byte[33])).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Hash.of(new byte[0])).isInstanceOf(Malformed.class);
    }

    private boolean inclusion(long index, int size, List<Hash> path, Hash leaf) {
        return new ProofPath(path).includes(index, leaf, size, ReferenceTree.root(leaves.subList(0, size)));
    }

    private boolean consistency(long claimed, int second, List<Hash> path, int first) {
        Hash old = ReferenceTree.root(leaves.subList(0, first));
        return new ProofPath(path).grows(claimed, old, second, ReferenceTree.root(leaves.subList(0, second)));
    }
}
