package dev.mullion.verifier;

import java.io.IOException;
import java.util.List;

/** One pass over the events of a bundle, from front to back. Memory does not grow with their number. */
final class Bundle {

    static final String FORMAT = "mullion-audit-bundle/1";

    private final BundleHead head;
    private final Outside outside;
    private final Report report;
    private final CompactRange tree;
    private final Signing signing;
    private String lastTime = "";
    private long erased;

    private Bundle(BundleHead head, Outside outside, Report report) throws Malformed {
        this.head = head;
        this.outside = outside;
        this.report = report;
        tree = new CompactRange(head.from(), head.range());
        signing = new Signing(head.key(), head.from(), outside, report);
    }

    static void verify(Lines lines, Outside outside, Report report) throws IOException {
        Bundle bundle;
        try {
            bundle = new Bundle(BundleHead.read(lines), outside, report);
        } catch (Malformed malformed) {
            report.fault(malformed.fault(), 0, malformed.why() + "; no event was read");
            return;
        }
        try (var entries = new Entries(lines)) {
            bundle.judge(entries);
        } catch (Malformed malformed) {
            report.fault(malformed.fault(), bundle.tree.size(), malformed.why() + "; nothing behind it was judged");
        }
        bundle.say();
    }

    private void judge(Entries entries) throws IOException, Malformed {
        outside.expect(head.key().name());
        outside.before(head, tree);
        for (List<Entry> batch = entries.next(); !batch.isEmpty(); batch = entries.next()) {
            for (Entry entry : batch) {
                switch (entry) {
                    case Event event -> take(event);
                    case Checkpoint checkpoint -> signing.judge(checkpoint, tree);
                    case Entry.End end -> compare(end);
                    case Entry.Broken broken -> throw broken.why();
                }
            }
        }
        outside.at(tree, signing.keys());
        signing.end(tree.size());
        outside.end(tree);
    }

    private void take(Event event) throws IOException, Malformed {
        outside.at(tree, signing.keys());
        EventHeader header = event.header();
        if (event.wrong() != null) {
            report.fault(Fault.CHANGED, tree.size(), "event #" + tree.size() + " " + event.wrong());
        }
        if (header != null) {
            follow(header);
        }
        tree.append(event.leaf());
        erased += event.erased() ? 1 : 0;
    }

    private void follow(EventHeader header) throws Malformed {
        if (header.index() != tree.size()) {
            throw new Malformed(
                    Fault.ORDER, "event #" + header.index() + " stands where #" + tree.size() + " was expected");
        }
        if (header.time().compareTo(lastTime) < 0) {
            report.fault(Fault.TIME, tree.size(), "event #" + tree.size() + " is earlier than the one before it");
        }
        lastTime = header.time();
        try {
            signing.follow(header);
        } catch (Malformed malformed) {
            report.fault(Fault.KEY, tree.size(), "event #" + tree.size() + ": " + malformed.why());
        }
    }

    private void compare(Entry.End end) {
        long events = tree.size() - head.from();
        if (end.events() != events || end.checkpoints() != signing.count()) {
            String why = "the bundle says it has " + end.events() + " events and " + end.checkpoints()
                    + " checkpoints, it has " + events + " and " + signing.count();
            report.fault(Fault.TRUNCATED, tree.size(), why);
        }
    }

    private void say() {
        long size = tree.size();
        report.say("log", head.key().name());
        report.say("events", size == head.from() ? "none" : "#%,d to #%,d", head.from(), size - 1);
        if (erased > 0) {
            report.say("erased", "the content of %,d; what stays of them is covered like the rest", erased);
        }
        if (head.from() > 0) {
            report.say("not here", "the events before #%,d; hashes stand for them", head.from());
        }
        report.say("signed", "the last checkpoint that holds covers %,d events", signing.held());
        if (report.holds()) {
            report.say("holds", "every event is the one whose hash stands in the tree, in order, none missing");
            report.say(
                    "holds",
                    "checkpoints: %,d, keys: %,d",
                    signing.count(),
                    signing.keys().size());
            outside.say();
        }
    }
}
