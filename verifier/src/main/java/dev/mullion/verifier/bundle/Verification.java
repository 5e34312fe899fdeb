package dev.mullion.verifier.bundle;

import dev.mullion.verifier.event.EventHeader;
import dev.mullion.verifier.merkle.CompactRange;
import dev.mullion.verifier.merkle.TreeHasher;
import dev.mullion.verifier.note.Checkpoint;
import dev.mullion.verifier.note.SignedNote;
import dev.mullion.verifier.text.Lines;
import dev.mullion.verifier.text.Malformed;
import dev.mullion.verifier.text.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** One pass over the events of a bundle. Memory does not grow with their number. */
final class Verification {

    private static final int MOST_NOTE_LINES = 64;

    private final TreeHasher hasher;
    private final Lines lines;
    private final Findings findings;
    private final KeyChain keys;
    private final CompactRange tree;
    private final Signatures signatures;
    private final KeptComparison kept;
    private final long from;
    private String lastTime = "";
    private long erased;

    Verification(Lines lines, BundleHead head, Findings findings, Expected expected, TreeHasher hasher) {
        this.hasher = hasher;
        this.lines = lines;
        this.findings = findings;
        keys = new KeyChain(head.key());
        tree = head.tree();
        from = tree.size();
        signatures = new Signatures(findings, keys, expected.key(), tree.size());
        kept = new KeptComparison(findings, keys, expected.kept());
    }

    Report run(BundleHead head) throws IOException {
        try {
            kept.before(head, hasher);
            while (step(EventBatch.read(lines))) {}
            kept.at(tree);
            kept.end(tree.size());
            signatures.end(tree.size());
        } catch (Malformed malformed) {
            findings.add(Fault.FORM, tree.size(), malformed.why() + "; nothing behind it was read");
        } catch (Broken _) {
            // It is among the findings.
        }
        return report();
    }

    private boolean step(EventBatch batch) throws IOException, Malformed, Broken {
        for (EventBatch.Judged judged : batch.judged()) {
            switch (judged) {
                case EventLine line -> event(line);
                case EventBatch.Unreadable unreadable -> throw unreadable.why();
            }
        }
        if (batch.broken() != null) {
            throw batch.broken();
        }
        return batch.next() == null || other(batch.next());
    }

    private boolean other(Words words) throws IOException, Malformed {
        if (words.is("checkpoint")) {
            signatures.judge(checkpoint(words), tree);
            return true;
        }
        end(words);
        return false;
    }

    private void event(EventLine line) throws IOException, Broken {
        kept.at(tree);
        EventHeader header = line.header();
        if (line.fault() != null) {
            findings.add(Fault.CHANGED, tree.size(), "event #" + tree.size() + " " + line.fault());
        }
        if (header != null) {
            follow(header);
        }
        tree.append(line.leaf());
        erased += line.erased() ? 1 : 0;
    }

    private void follow(EventHeader header) throws Broken {
        if (header.index() != tree.size()) {
            findings.add(
                    Fault.ORDER,
                    tree.size(),
                    "event #" + header.index() + " stands where #" + tree.size()
                            + " was expected; nothing behind it was judged");
            throw new Broken();
        }
        if (header.time().compareTo(lastTime) < 0) {
            findings.add(Fault.TIME, tree.size(), "event #" + tree.size() + " is earlier than the one before it");
        }
        lastTime = header.time();
        try {
            announcement(header);
        } catch (Malformed malformed) {
            findings.add(Fault.KEY, header.index(), "event #" + header.index() + ": " + malformed.why());
        }
    }

    private void announcement(EventHeader header) throws Malformed {
        boolean opened = header.verb().equals("log.opened");
        if (opened != (header.index() == 0)) {
            throw new Malformed("a log is opened by its first event and by no other");
        }
        if (opened && !keys.parse(header.object()).equals(keys.current())) {
            throw new Malformed("the log was opened with another key than the bundle says");
        }
        if (header.verb().equals("key.announced")) {
            keys.announce(keys.parse(header.object()));
        }
    }

    private Checkpoint checkpoint(Words words) throws IOException, Malformed {
        long count = words.next("number of lines").decimal();
        words.end();
        if (count > MOST_NOTE_LINES) {
            throw new Malformed("a checkpoint has at most " + MOST_NOTE_LINES + " lines");
        }
        var note = new ByteArrayOutputStream();
        for (long read = 0; read < count && note.size() <= SignedNote.LONGEST; read++) {
            note.writeBytes(lines.expect("a line of a checkpoint"));
            note.write('\n');
        }
        return Checkpoint.parse(note.toByteArray());
    }

    private void end(Words words) throws IOException, Malformed {
        if (!words.is("end")) {
            throw new Malformed(words.quoted() + " in line " + lines.number() + " is not known");
        }
        long events = words.next("number of events").decimal();
        long checkpoints = words.next("number of checkpoints").decimal();
        words.end();
        if (events != tree.size() - from || checkpoints != signatures.count()) {
            findings.add(
                    Fault.TRUNCATED,
                    tree.size(),
                    "the bundle says it has " + events + " events and " + checkpoints + " checkpoints, it has "
                            + (tree.size() - from) + " and " + signatures.count());
        }
        if (lines.next() != null) {
            throw new Malformed("something follows the end of the bundle");
        }
    }

    private Report report() {
        return new Report(
                new Report.Span(keys.current().name(), from, tree.size(), erased),
                signatures.trust(kept.agreed()),
                findings.first(),
                findings.count());
    }
}
