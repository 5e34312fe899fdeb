package dev.mullion.audit;

import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Exports a whole log as one file that is verified without the server (docs/audit-format.md, "A bundle"): the state
 * signed at the start, whatever is added while it is written. Each page is a transaction of its own, so that whoever
 * reads slowly holds nothing.
 */
@Component
class Bundles {

    private static final int MOST_NOTES = 1_000;

    /** A log is pruned once a night, by as many servers as there are. */
    private static final int MOST_AGAIN = 3;

    /** As docs/audit-format.md allows. */
    static final int MOST_PROOFS = 1_000;

    private final Workspaces workspaces;
    private final Checkpoints checkpoints;
    private final CheckpointKeys keys;
    private final StoredEvents events;
    private final Tiles tiles;
    private final Pruned pruned;

    Bundles(
            Workspaces workspaces,
            Checkpoints checkpoints,
            CheckpointKeys keys,
            StoredEvents events,
            Tiles tiles,
            Pruned pruned) {
        this.workspaces = workspaces;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.events = events;
        this.tiles = tiles;
        this.pruned = pruned;
    }

    /**
     * Signs what is there, which the bundle then holds.
     *
     * @param kept where events were pruned since, the bundle leads on from the newest of them before its first event,
     *     up to {@value #MOST_PROOFS}, and of the log's own last ones
     */
    Bundle prepare(WorkspaceId workspace, Exports.Kept kept) {
        return new Bundle(workspace, checkpoints.sign(workspace).orElseThrow(), kept);
    }

    private static String hashes(List<byte[]> hashes) {
        return hashes.isEmpty()
                ? "-"
                : hashes.stream().map(Base64.getEncoder()::encodeToString).collect(Collectors.joining(","));
    }

    /** A log up to one checkpoint. */
    final class Bundle {

        private final WorkspaceId workspace;
        private final Checkpoint last;
        private final Deque<Checkpoint> notes = new ArrayDeque<>();

        private final Exports.Kept kept;

        private Bundle(WorkspaceId workspace, Checkpoint last, Exports.Kept kept) {
            this.workspace = workspace;
            this.last = last;
            this.kept = kept;
        }

        /**
         * Writes it from front to back; no more than a page of it is held.
         *
         * @throws SigningRefused where the log lacks an event, or is pruned beyond what was written: nothing is made
         *     up, and what was written by then lacks its last line, of which the verifier tells
         */
        void write(OutputStream stream) throws IOException {
            var out = new BufferedOutputStream(stream);
            List<StoredEvent> page = firstPage();
            long first = page.getFirst().index();
            line(out, "mullion-audit-bundle/1\n" + README);
            line(out, workspaces.within(workspace, () -> head(first)));
            long written = first;
            long signatures = 0;
            while (true) {
                for (StoredEvent event : page) {
                    requireThere(written, event.index() == written);
                    line(out, event.line());
                    written++;
                    signatures += noteAt(out, written);
                }
                if (written == last.size()) {
                    break;
                }
                page = page(written);
                requireThere(written, !page.isEmpty());
            }
            line(out, "end " + (written - first) + " " + signatures + "\n");
            out.flush();
        }

        /** From the first event that was not pruned, where it is pruned just now as well. */
        private List<StoredEvent> firstPage() {
            for (int again = 0; ; again++) {
                long first = workspaces.within(workspace, pruned::end);
                List<StoredEvent> page = page(first);
                boolean isWhole = !page.isEmpty() && page.getFirst().index() == first;
                if (isWhole || again == MOST_AGAIN || workspaces.within(workspace, pruned::end) == first) {
                    requireThere(first, isWhole);
                    return page;
                }
            }
        }

        private List<StoredEvent> page(long from) {
            return workspaces.within(workspace, () -> events.page(from, last.size()));
        }

        private void requireThere(long index, boolean isThere) {
            if (isThere) {
                return;
            }
            if (workspaces.within(workspace, pruned::end) > index) {
                throw new SigningRefused("the log was pruned beyond its event " + index + " while it was exported;"
                        + " export it again");
            }
            throw new SigningRefused("the log lacks its event " + index);
        }

        /** Of a log that was pruned, hashes stand for what is gone, and lead there from what somebody kept. */
        private String head(long first) {
            CheckpointKey key = keys.inForce(first).orElseThrow();
            var head = new StringBuilder(
                    "origin " + key.origin() + "\nkey " + key.verifierKey() + "\nfrom " + first + "\n");
            if (first > 0) {
                head.append("range ").append(hashes(checkpoints.range(first))).append('\n');
                Tree tree = tiles.tree(last.size());
                for (long size : since(first)) {
                    String proof = hashes(tree.consistency(size, first));
                    head.append("since " + size + " " + proof + "\n");
                }
            }
            return head.append("events\n").toString();
        }

        private NavigableSet<Long> since(long first) {
            var sizes = new TreeSet<>(kept.newestBefore(first, MOST_PROOFS));
            for (long size : checkpoints.before(first, MOST_PROOFS)) {
                if (sizes.size() < MOST_PROOFS) {
                    sizes.add(size);
                }
            }
            return sizes;
        }

        private int noteAt(OutputStream out, long size) throws IOException {
            if (notes.isEmpty()) {
                List<Checkpoint> next =
                        workspaces.within(workspace, () -> checkpoints.between(size - 1, last.size(), MOST_NOTES));
                notes.addAll(next);
            }
            if (notes.isEmpty() || notes.getFirst().size() != size) {
                return 0;
            }
            String note = notes.removeFirst().note();
            line(out, "checkpoint " + note.lines().count() + "\n" + note);
            return 1;
        }

        private static void line(OutputStream out, String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final String README = """
            # The audit log of one workspace, with everything that is needed to check it.
            #
            #   bin/mullion audit verify FILE
            #   bin/mullion audit verify FILE --kept CHECKPOINTS
            #
            # needs no server, no network and no database. docs/audit-format.md describes each line, so that you can write
            # a verifier of your own. A checkpoint that you kept from before is what shows that nothing was rewritten since.
            """;
}
