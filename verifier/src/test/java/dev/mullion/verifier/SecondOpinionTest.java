package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An opinion that is not ours: Go's checksum database takes what we take and refuses what we refuse. */
class SecondOpinionTest {

    private static final Go GO = new Go();

    private final Random random = new Random(20261122);
    private final List<String> questions = new ArrayList<>();
    private final List<Boolean> expected = new ArrayList<>();
    private final List<Boolean> ours = new ArrayList<>();

    @Test
    @Attack({"audit-6", "audit-36"})
    void onCheckpoints() {
        var stranger = new TestKey(TestLog.ORIGIN);
        for (int times = 0; times < 60; times++) {
            TestLog log = TestLog.of(1 + random.nextInt(40), 100, times);
            String good = log.checkpoint();
            checkpoint(log.key(), good, true);
            checkpoint(
                    log.key(),
                    good.substring(0, good.indexOf("\n\n") + 2)
                            + stranger.signature("x\n")
                            + good.substring(good.indexOf("— ")),
                    true);
            checkpoint(stranger.verifier(), good, false);
            checkpoint(log.key(), good.replaceFirst("\n", "\r\n"), false);
            checkpoint(log.key(), good.substring(0, good.length() - 1), false);
            checkpoint(log.key(), good.replaceFirst("\n[0-9]+\n", "\n77\n"), false);
            int at = random.nextInt(good.indexOf("\n\n"));
            checkpoint(log.key(), good.substring(0, at) + (char) (good.charAt(at) ^ 1) + good.substring(at + 1), false);
            checkpoint(log.key(), withOtherSignature(good, log.key), false);
        }
        assertAgreed();
    }

    @Test
    @Attack({"audit-1", "audit-5", "audit-36"})
    void onInclusion() {
        for (int times = 0; times < 150; times++) {
            List<Hash> leaves = ReferenceTree.leaves(1 + random.nextInt(200));
            int index = random.nextInt(leaves.size());
            List<Hash> path = ReferenceTree.path(index, leaves);
            Hash root = ReferenceTree.root(leaves);
            inclusion(index, leaves.size(), leaves.get(index), root, path, true);
            inclusion(index, leaves.size(), root, leaves.get(index), path, leaves.size() == 1);
            inclusion(leaves.size(), leaves.size(), leaves.get(index), root, path, false);
            inclusion(-1, leaves.size(), leaves.get(index), root, path, false);
            for (List<Hash> other : mutated(path)) {
                inclusion(index, leaves.size(), leaves.get(index), root, other, false);
            }
        }
        assertAgreed();
    }

    @Test
    @Attack({"audit-1", "audit-5", "audit-36"})
    void onConsistency() {
        for (int times = 0; times < 150; times++) {
            List<Hash> leaves = ReferenceTree.leaves(1 + random.nextInt(200));
            int first = 1 + random.nextInt(leaves.size());
            List<Hash> path = ReferenceTree.consistency(first, leaves);
            Hash old = ReferenceTree.root(leaves.subList(0, first));
            Hash root = ReferenceTree.root(leaves);
            consistency(first, leaves.size(), old, root, path, true);
            consistency(first, leaves.size(), root, old, path, first == leaves.size());
            consistency(0, leaves.size(), old, root, path, false);
            consistency(leaves.size() + 1, leaves.size(), old, root, path, false);
            for (List<Hash> other : mutated(path)) {
                consistency(first, leaves.size(), old, root, other, false);
            }
        }
        assertAgreed();
    }

    /** One hash more, less, changed, or two exchanged. */
    private List<List<Hash>> mutated(List<Hash> path) {
        Hash hash = ReferenceTree.sha256(new byte[] {(byte) random.nextInt()});
        var mutated = new ArrayList<List<Hash>>();
        var longer = new ArrayList<>(path);
        longer.add(random.nextInt(path.size() + 1), hash);
        mutated.add(longer);
        if (!path.isEmpty()) {
            int at = random.nextInt(path.size());
            var changed = new ArrayList<>(path);
            changed.set(at, hash);
            var shorter = new ArrayList<>(path);
            shorter.remove(at);
            mutated.addAll(List.of(changed, shorter));
        }
        if (path.size() > 1) {
            var turned = new ArrayList<>(path);
            Collections.swap(turned, 0, path.size() - 1);
            mutated.add(turned);
        }
        return mutated;
    }

    private static String withOtherSignature(String note, TestKey key) {
        byte[] signature = new byte[64];
        signature[0] = 1;
        return note.substring(0, note.indexOf("— ")) + key.line(signature);
    }

    private void checkpoint(VerifierKey key, String note, boolean holds) {
        byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
        ask("note\t" + key.text() + "\t" + Base64.getEncoder().encodeToString(bytes), taken(key, bytes), holds);
    }

    private static boolean taken(VerifierKey key, byte[] note) {
        try {
            Checkpoint checkpoint = Checkpoint.parse(note);
            return checkpoint.origin().equals(key.name()) && checkpoint.note().isSignedBy(List.of(key));
        } catch (Malformed _) {
            return false;
        }
    }

    private void inclusion(long index, long size, Hash leaf, Hash root, List<Hash> path, boolean holds) {
        String question = "inclusion\t" + index + "\t" + size + "\t" + leaf + "\t" + root + "\t" + TestLog.joined(path);
        ask(question, new ProofPath(path).includes(index, leaf, size, root), holds);
    }

    private void consistency(long first, long second, Hash old, Hash root, List<Hash> path, boolean holds) {
        String question =
                "consistency\t" + first + "\t" + second + "\t" + old + "\t" + root + "\t" + TestLog.joined(path);
        ask(question, new ProofPath(path).grows(first, old, second, root), holds);
    }

    private void ask(String question, boolean our, boolean holds) {
        questions.add(question);
        ours.add(our);
        expected.add(holds);
    }

    private void assertAgreed() {
        List<Boolean> theirs = GO.holds(questions);
        for (int at = 0; at < questions.size(); at++) {
            assertThat(ours.get(at)).as("ours on %s", questions.get(at)).isEqualTo(expected.get(at));
            assertThat(theirs.get(at)).as("Go's on %s", questions.get(at)).isEqualTo(expected.get(at));
        }
        assertThat(expected).contains(true, false);
    }
}
