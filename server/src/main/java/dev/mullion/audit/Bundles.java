package dev.mullion.audit;

import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Exports a whole log as one file that is verified without the server (docs/audit-format.md, "A bundle"): the state
 * signed at the start, whatever is added while it is written. Each page is a transaction of its own, so a slow reader
 * holds nothing.
 */
@Component
class Bundles {

    private static final int MOST_NOTES = 1_000;

    private final Workspaces workspaces;
    private final Checkpoints checkpoints;
    private final CheckpointKeys keys;
    private final StoredEvents events;

    Bundles(Workspaces workspaces, Checkpoints checkpoints, CheckpointKeys keys, StoredEvents events) {
        this.workspaces = workspaces;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.events = events;
    }

    /** Signs what is there, which the bundle then holds. */
    Bundle prepare(WorkspaceId workspace) {
        return new Bundle(workspace, checkpoints.sign(workspace).orElseThrow());
    }

    /** A log up to one checkpoint. */
    final class Bundle {

        private final WorkspaceId workspace;
        private final Checkpoint last;
        private final Deque<Checkpoint> notes = new ArrayDeque<>();

        private Bundle(WorkspaceId workspace, Checkpoint last) {
            this.workspace = workspace;
            this.last = last;
        }

        /** Writes it from front to back. Ends with an exception where the log lacks an event: nothing is made up. */
        void write(OutputStream out) throws IOException {
            line(out, "mullion-audit-bundle/1\n" + README);
            CheckpointKey first =
                    workspaces.within(workspace, () -> keys.inForce(0)).orElseThrow();
            line(out, "origin " + first.origin() + "\nkey " + first.verifierKey() + "\nfrom 0\nevents\n");
            long written = 0;
            long signatures = 0;
            while (written < last.size()) {
                long from = written;
                for (StoredEvent event : workspaces.within(workspace, () -> events.page(from, last.size()))) {
                    if (event.index() != written) {
                        throw new SigningRefused("the log lacks its event " + written);
                    }
                    line(out, event.line());
                    written++;
                    signatures += noteAt(out, written);
                }
                if (from == written) {
                    throw new SigningRefused("the log lacks its event " + written);
                }
            }
            line(out, "end " + written + " " + signatures + "\n");
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
