package dev.mullion.verifier;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One pass over the events of a bundle, from front to back. Memory does not grow with their number. */
final class Bundle {
    static final String FORMAT = "mullion-audit-bundle/1";
    static final int MOST_PROOFS = 1_000;
    private final Outside outside;
    private final Report report;
    private final CompactRange tree;
    private final Map<Long, ProofPath> since = new HashMap<>();
    private final Signing signing;
    private final long from;
    private String lastTime = "";
    private long erased;
    private String whyNotHere = "no event here says why";

    /** Reads what a bundle says before its events. */
    private Bundle(Lines lines, Outside outside, Report report) throws IOException, Malformed {
        this.outside = outside;
        this.report = report;
        lines.pass(FORMAT);
        for (int read = 0; read < 200 && lines.starts("#"); read++) {
            lines.expect("a comment");
        }
        String origin = lines.value("origin").text();
        VerifierKey key = VerifierKey.parse(lines.value("key").text());
        Malformed.unless(key.name().equals(origin), "the key has another name than the origin");
        from = lines.value("from").decimal();
        tree = new CompactRange(from, from > 0 ? lines.value("range").hashes() : List.of());
        while (since.size() < MOST_PROOFS && lines.starts("since ")) {
            Words words = new Words(lines.expect("a proof")).next("since").next("size");
            since.put(words.decimal(), new ProofPath(words.next("path").last().hashes()));
        }
        since.put(from, new ProofPath(List.of())); // who signed there may be a key that is replaced and not here
        lines.pass("events");
        outside.expect(origin);
        report.say("log", "%s", origin);
        signing = new Signing(key, from, outside, report);
    }

    static void verify(Lines lines, Outside outside, Report report) throws IOException {
        try {
            new Bundle(lines, outside, report).judge(lines);
        } catch (Malformed malformed) {
            report.fault(malformed.fault, 0, malformed.why() + "; no event was read");
        }
    }

    private void judge(Lines lines) throws IOException {
        try {
            outside.before(tree, since);
            judge(new Entries(lines));
            outside.at(tree, signing.keys());
            signing.end(tree.size());
            outside.end(tree);
        } catch (Malformed malformed) {
            report.fault(malformed.fault, tree.size(), malformed.why() + "; nothing behind it was judged");
        }
        say();
    }

    private void judge(Entries entries) throws IOException, Malformed {
        for (List<Entry> batch = entries.next(); !batch.isEmpty(); batch = entries.next()) {
            for (Entry entry : batch) {
                switch (entry) {
                    case Event event -> take(event);
                    case Checkpoint checkpoint -> signing.judge(checkpoint, tree);
                    case Entry.End end -> end(end);
                    case Entry.Broken(Malformed why) -> throw why;
                }
            }
        }
    }

    private void end(Entry.End end) {
        boolean whole = end.events() == tree.size() - from && end.checkpoints() == signing.count();
        String counts = end.events() + " events and " + end.checkpoints() + " checkpoints";
        report.check(whole, Fault.TRUNCATED, tree.size(), "the bundle says it has " + counts);
    }

    private void take(Event event) throws IOException, Malformed {
        outside.at(tree, signing.keys());
        if (event.wrong() == null) {
            follow(event);
        } else {
            report.fault(Fault.CHANGED, tree.size(), "event #" + tree.size() + " " + event.wrong());
        }
        tree.append(event.leaf());
        erased += event.erased() ? 1 : 0;
    }

    private void follow(Event event) throws Malformed {
        if (event.index() != tree.size()) {
            String why = "event #" + event.index() + " stands where #" + tree.size() + " was expected";
            throw new Malformed(Fault.ORDER, why);
        }
        if (event.time().compareTo(lastTime) < 0) {
            report.fault(Fault.TIME, tree.size(), "event #" + tree.size() + " is earlier than the one before it");
        }
        lastTime = event.time();
        if (event.verb().equals("log.pruned") && event.object().equals("log:" + from)) {
            whyNotHere = "event #" + event.index() + " says that they were pruned";
        }
        try {
            signing.follow(event);
        } catch (Malformed malformed) {
            report.fault(Fault.KEY, tree.size(), "event #" + tree.size() + ": " + malformed.why());
        }
    }

    private void say() {
        long size = tree.size();
        report.say("events", size == from ? "none" : "#%,d to #%,d", from, size - 1);
        report.say("newest", "the last event is of %s", lastTime.isEmpty() ? "no known time" : lastTime);
        if (erased > 0) {
            report.say("erased", "the content of %,d; what stays of them is covered like the rest", erased);
        }
        if (from > 0) {
            report.say("not here", "the events before #%,d; hashes stand for them; %s", from, whyNotHere);
        }
        signing.say();
        if (report.holds()) {
            report.say("holds", "every event is the one whose hash stands in the tree, in order, none missing");
            outside.say();
        }
    }
}
