package dev.mullion.verifier.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.verifier.text.Malformed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ProofsTest {

    private static final int SIZES = 40;

    private final TreeHasher hasher = new TreeHasher();
    private final List<Hash> leaves = ReferenceTree.leaves(SIZES);

    @Test
    void everyLeafOfEveryTreeIsProvenAndNoOther() {
        for (int size = 1; size <= SIZES; size++) {
            List<Hash> tree = leaves.subList(0, size);
            for (int index = 0; index < size; index++) {
                List<Hash> path = ReferenceTree.path(index, tree);
                for (int claimed = 0; claimed < size; claimed++) {
                    assertThat(inclusion(claimed, size, path, leaves.get(index)) == ProofCheck.HOLDS)
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
                    assertThat(consistency(claimed, second, path, first) == ProofCheck.HOLDS)
                            .isEqualTo(claimed == first);
                }
            }
        }
    }

    @Test
    void aProofWithAHashTooManyTooFewTwiceOrChangedIsRefused() {
        for (int size = 2; size <= SIZES; size++) {
            int second = size;
            List<Hash> tree = leaves.subList(0, size);
            for (int at = 0; at < size; at++) {
                int index = at;
                assertNoneHolds(
                        ReferenceTree.path(index, tree),
                        path -> inclusion(index, second, path, leaves.get(index)) == ProofCheck.HOLDS);
                assertNoneHolds(
                        ReferenceTree.consistency(index + 1, tree),
                        path -> consistency(index + 1, second, path, index + 1) == ProofCheck.HOLDS);
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
    void aConsistencyProofFromNothingProvesNothing() {
        Hash empty = hasher.empty();

        assertThat(new ConsistencyProof(0, 0, List.of()).check(hasher, empty, empty))
                .isEqualTo(ProofCheck.SIZES_IMPOSSIBLE);
        assertThat(new ConsistencyProof(0, 1, List.of()).check(hasher, empty, leaves.getFirst()))
                .isEqualTo(ProofCheck.SIZES_IMPOSSIBLE);
    }

    @Test
    void theHalvesOfANodeAreNoLeaf() {
        List<Hash> two = leaves.subList(0, 2);
        byte[] halves = new byte[64];
        System.arraycopy(ReferenceTree.bytes(two.get(0)), 0, halves, 0, 32);
        System.arraycopy(ReferenceTree.bytes(two.get(1)), 0, halves, 32, 32);

        assertThat(hasher.leaf(halves)).isNotEqualTo(ReferenceTree.root(two));
        assertThat(hasher.node(two.get(0), two.get(1))).isEqualTo(ReferenceTree.root(two));
    }

    @Test
    void sizesAtTheEdgesOf64BitsEndWithoutAnError() {
        long[] edges = {0, 1, (1L << 62) - 1, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE, -1};
        Hash hash = leaves.getFirst();
        for (long first : edges) {
            for (long second : edges) {
                for (int hashes = 0; hashes <= 130; hashes += 13) {
                    List<Hash> path = Collections.nCopies(hashes, hash);
                    ProofCheck inclusion = new InclusionProof(first, second, path).check(hasher, hash, hash);
                    ProofCheck consistency = new ConsistencyProof(first, second, path).check(hasher, hash, hash);
                    assertThat(inclusion == ProofCheck.HOLDS).isEqualTo(first == 0 && second == 1 && hashes == 0);
                    assertThat(consistency == ProofCheck.HOLDS).isEqualTo(first > 0 && first == second && hashes == 0);
                }
            }
        }
    }

    @Test
    void theStreamingTreeHasTheRootOfTheDefinitionAtEverySizeAndFromEveryStart() throws Exception {
        for (int start = 0; start <= SIZES; start++) {
            List<Hash> before = leaves.subList(0, start);
            var tree = CompactRange.resume(hasher, start, ReferenceTree.subtrees(before));
            for (int size = start; size < SIZES; size++) {
                assertThat(tree.root()).isEqualTo(ReferenceTree.root(leaves.subList(0, size)));
                tree.append(leaves.get(size));
            }
        }
    }

    @Test
    void aTreeIsNotResumedFromTheWrongNumberOfSubtrees() {
        assertThatThrownBy(() -> CompactRange.resume(hasher, 3, leaves.subList(0, 1)))
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> CompactRange.resume(hasher, Long.MAX_VALUE, leaves.subList(0, 1)))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void aHashOf31Or33BytesIsNone() {
        assertThatThrownBy(() -> Hash.of(new byte[31])).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Hash.of(new byte[33])).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Hash.of(new byte[0])).isInstanceOf(Malformed.class);
    }

    private ProofCheck inclusion(long index, int size, List<Hash> path, Hash leaf) {
        return new InclusionProof(index, size, path).check(hasher, leaf, ReferenceTree.root(leaves.subList(0, size)));
    }

    private ProofCheck consistency(long claimed, int second, List<Hash> path, int first) {
        return new ConsistencyProof(claimed, second, path)
                .check(
                        hasher,
                        ReferenceTree.root(leaves.subList(0, first)),
                        ReferenceTree.root(leaves.subList(0, second)));
    }
}
