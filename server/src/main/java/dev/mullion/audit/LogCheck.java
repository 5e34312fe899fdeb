package dev.mullion.audit;

import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.springframework.stereotype.Component;

/**
 * Hashes the stored rows of a log again and compares each with what was committed to, with every checkpoint, and with
 * what was published: whatever the owner of the database, or a superuser, did to them is found, and where.
 */
@Component
public class LogCheck {

    private static final int MOST_NOTES = 1_000;

    /** A log is pruned once a night. */
    private static final int MOST_AGAIN = 3;

    private final Workspaces workspaces;
    private final Checkpoints checkpoints;
    private final CheckpointKeys keys;
    private final StoredEvents events;
    private final KnownHeads heads;
    private final Pruned pruned;
    private final Tiles tiles;

    LogCheck(
            Workspaces workspaces,
            Checkpoints checkpoints,
            CheckpointKeys keys,
            StoredEvents events,
            KnownHeads heads,
            Pruned pruned,
            Tiles tiles) {
        this.workspaces = workspaces;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.events = events;
        this.heads = heads;
        this.pruned = pruned;
        this.tiles = tiles;
    }

    /** What was found. */
    public sealed interface Found {

        /**
         * Every event up to {@code size} is the one that was signed.
         *
         * @param from the place from which on the log is complete; of what was pruned before it the hashes hold
         */
        record Holds(long from, long size) implements Found {

            Holds(long size) {
                this(0, size);
            }

            @Override
            public String toString() {
                String before =
                        from == 0 ? "" : "; of the " + from + " before #" + from + " that were pruned, the hashes";
                return (size - from) + " events are the ones that were signed" + before;
            }
        }

        /** The first event at which, or from which on, something does not hold. */
        record Broken(long index, String how) implements Found {}
    }

    /**
     * Checks the whole log of {@code workspace} up to what it has now; its newest events are signed first. Where it was
     * pruned meanwhile, which nothing is wrong with, it is checked again from there.
     */
    public Found run(WorkspaceId workspace) {
        for (int again = 0; ; again++) {
            long before = workspaces.within(workspace, pruned::end);
            Found found = once(workspace);
            if (found instanceof Found.Holds
                    || again == MOST_AGAIN
                    || workspaces.within(workspace, pruned::end) == before) {
                return found;
            }
        }
    }

    private Found once(WorkspaceId workspace) {
        Optional<Checkpoint> newest;
        try {
            newest = checkpoints.sign(workspace);
        } catch (SigningRefused refused) {
            newest = workspaces.within(workspace, checkpoints::newest);
            Found rows = rows(workspace, newest.map(Checkpoint::size).orElse(0L));
            return rows instanceof Found.Broken
                    ? rows
                    : new Found.Broken(newest.map(Checkpoint::size).orElse(0L), String.valueOf(refused.getMessage()));
        }
        return rows(workspace, newest.map(Checkpoint::size).orElse(0L));
    }

    private Found rows(WorkspaceId workspace, long size) {
        var pass = new Pass(workspace, size);
        Optional<Pruned.Prefix> gone = workspaces.within(workspace, pruned::prefix);
        if (gone.isPresent()) {
            Optional<Found> fault = gone(workspace, gone.get(), pass);
            if (fault.isPresent()) {
                return fault.get();
            }
        }
        while (pass.frontier.size() < size) {
            long from = pass.frontier.size();
            List<StoredEvent> page = workspaces.within(workspace, () -> events.page(from, size));
            if (page.isEmpty()) {
                return new Found.Broken(from, "is missing, and with it all behind it");
            }
            for (StoredEvent event : page) {
                Optional<String> fault = pass.fault(event);
                if (fault.isPresent()) {
                    return new Found.Broken(pass.frontier.size(), fault.get());
                }
            }
        }
        return behind(workspace, size, pass, gone.map(Pruned.Prefix::size).orElse(0L));
    }

    /** The hashes of what was pruned lead to every checkpoint, the log says that it was, and it was old enough. */
    private Optional<Found> gone(WorkspaceId workspace, Pruned.Prefix gone, Pass pass) {
        var policy = new PrunedByPolicy(gone);
        while (pass.frontier.size() < gone.size()) {
            long from = pass.frontier.size();
            for (byte[] leaf : workspaces.within(workspace, () -> tiles.leavesOfGone(from, gone.size()))) {
                policy.see(pass.frontier.size(), leaf);
                Optional<String> fault = pass.follow(leaf);
                if (fault.isPresent()) {
                    return Optional.of(new Found.Broken(pass.frontier.size(), fault.get()));
                }
            }
            if (pass.frontier.size() == from) {
                return Optional.of(new Found.Broken(from, "was pruned, and its hash is missing"));
            }
        }
        return workspaces
                .within(workspace, () -> fault(gone, policy))
                .or(() -> leftOver(workspace, gone))
                .map(how -> new Found.Broken(gone.size() - 1, how));
    }

    /** Events go some at a time, so that some of what was pruned may still be there; as they were signed. */
    private Optional<String> leftOver(WorkspaceId workspace, Pruned.Prefix gone) {
        MessageDigest sha256 = TreeHash.digest();
        List<byte[]> leaves = List.of();
        long tile = -1;
        for (List<StoredEvent> page = left(workspace, 0, gone);
                !page.isEmpty();
                page = left(workspace, page.getLast().index() + 1, gone)) {
            for (StoredEvent event : page) {
                if (event.index() / Tile.WIDTH != tile) {
                    tile = event.index() / Tile.WIDTH;
                    long first = tile * Tile.WIDTH;
                    leaves = workspaces.within(workspace, () -> tiles.leavesOfGone(first, gone.size()));
                }
                int place = (int) (event.index() % Tile.WIDTH);
                boolean isSame = place < leaves.size() // else more was pruned meanwhile: it is looked at again
                        && MessageDigest.isEqual(leaves.get(place), event.leaf())
                        && event.keepsItsLeaf(sha256)
                        && event.keepsItsCommitment(sha256);
                if (!isSame) {
                    return Optional.of("was pruned, and what stands at " + event.index() + " is another event");
                }
            }
        }
        return Optional.empty();
    }

    private List<StoredEvent> left(WorkspaceId workspace, long from, Pruned.Prefix gone) {
        return workspaces.within(workspace, () -> events.page(from, gone.size()));
    }

    private Optional<String> fault(Pruned.Prefix gone, PrunedByPolicy policy) {
        Optional<StoredEvent> announced = events.find(gone.announced())
                .filter(event -> event.header().contains(" log.pruned log:" + gone.size() + " "));
        if (announced.isEmpty()) {
            return Optional.of("was pruned, and no event of the log says so");
        }
        if (policy.policyIndex() >= gone.size()) {
            events.find(policy.policyIndex()).ifPresent(event -> policy.see(event.index(), event.leaf()));
        }
        int longest = events.longestKept(policy.policyIndex(), gone.announced());
        return policy.fault(announced.get().header(), longest);
    }

    /** What no single row shows. */
    private Found behind(WorkspaceId workspace, long size, Pass pass, long complete) {
        Optional<Long> outside = workspaces.within(workspace, events::outside);
        if (outside.isPresent()) {
            return new Found.Broken(
                    outside.get(), "stands where the log has no place for an event: nothing that is signed covers it");
        }
        List<Long> erased = workspaces.within(workspace, events::erasedByNobody);
        if (!erased.isEmpty()) {
            return new Found.Broken(erased.getFirst(), "was erased, and no event of the log says by whom");
        }
        long known = heads.size(workspace);
        // Others sign while the rows are hashed, and tell it before it is stored: the log has it by then.
        if (known > size && known > workspaces.within(workspace, checkpoints::size)) {
            return new Found.Broken(size, "is missing: a checkpoint of " + known + " was published");
        }
        return pass.compared
                ? new Found.Holds(complete, size)
                : size == 0 ? new Found.Holds(0) : new Found.Broken(0, "is covered by no checkpoint");
    }

    /** One walk through a log. */
    private final class Pass {

        private final WorkspaceId workspace;
        private final long size;
        private final MessageDigest sha256 = TreeHash.digest();
        private final Frontier frontier = new Frontier();
        private final Deque<Checkpoint> notes = new ArrayDeque<>();
        private String time = "";
        private boolean compared;

        Pass(WorkspaceId workspace, long size) {
            this.workspace = workspace;
            this.size = size;
        }

        /** What is wrong with the next event, or with the first checkpoint that covers it; empty when it holds. */
        Optional<String> fault(StoredEvent event) {
            long expected = frontier.size();
            String[] words = event.header().split(" ", 4);
            if (event.index() != expected) {
                return Optional.of("is missing");
            }
            if (words.length < 4 || !words[1].equals(Long.toString(expected))) {
                return Optional.of("has the header of another place");
            }
            if (words[2].compareTo(time) < 0) {
                return Optional.of("is older than the one before it");
            }
            if (!event.keepsItsCommitment(sha256)) {
                return Optional.of("was changed: its payload is not the one that was committed to");
            }
            if (!event.keepsItsLeaf(sha256)) {
                return Optional.of("was changed: its header or commitment is not the one in the tree");
            }
            time = words[2];
            return follow(event.leaf());
        }

        /** A fault of a checkpoint is told of the last event that it covers. */
        Optional<String> follow(byte[] leaf) {
            frontier.append(leaf);
            return checkpointFault();
        }

        private Optional<String> checkpointFault() {
            if (notes.isEmpty()) {
                notes.addAll(
                        workspaces.within(workspace, () -> checkpoints.between(frontier.size() - 1, size, MOST_NOTES)));
            }
            if (notes.isEmpty() || notes.getFirst().size() != frontier.size()) {
                return Optional.empty();
            }
            Checkpoint checkpoint = notes.removeFirst();
            compared = true;
            String root = Base64.getEncoder().encodeToString(frontier.root());
            if (!root.equals(checkpoint.root())) {
                return Optional.of("or one before it was rewritten since it was signed");
            }
            return workspaces
                    .within(workspace, () -> keys.signerOf(checkpoint.size()))
                    .filter(key -> isSigned(checkpoint, key))
                    .map(_ -> Optional.<String>empty())
                    .orElseGet(() -> Optional.of("is the last of a checkpoint whose signature does not hold"));
        }

        private boolean isSigned(Checkpoint checkpoint, CheckpointKey key) {
            String text = Checkpoint.text(key.origin(), frontier.size(), frontier.root());
            String opening = text + "\n\u2014 " + key.origin() + " ";
            if (!checkpoint.note().startsWith(opening)) {
                return false;
            }
            byte[] signed = Base64.getDecoder()
                    .decode(checkpoint.note().substring(opening.length()).strip());
            var verifier = new Ed25519Signer();
            verifier.init(false, new Ed25519PublicKeyParameters(key.publicKey().bytes(), 0));
            byte[] message = text.getBytes(StandardCharsets.UTF_8);
            verifier.update(message, 0, message.length);
            return signed.length == 68 && verifier.verifySignature(java.util.Arrays.copyOfRange(signed, 4, 68));
        }
    }
}
