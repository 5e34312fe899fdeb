package dev.mullion.verifier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One event with the proof (c2sp.org/tlog-proof) that it stands in a log whose checkpoint is signed. */
record Proof(VerifierKey key, Event event, long index, ProofPath path, Checkpoint checkpoint) {
    static final String FORMAT = "mullion-audit-proof/1";

    static void verify(Lines lines, Outside outside, Report report) throws IOException {
        try {
            read(lines).judge(outside, report);
        } catch (Malformed malformed) {
            report.fault(malformed.fault, 0, malformed.why());
        }
    }

    private static Proof read(Lines lines) throws IOException, Malformed {
        lines.pass(FORMAT);
        VerifierKey key = VerifierKey.parse(lines.value("key").text());
        if (!(Entry.read(lines.expect("the event")) instanceof Event event)) {
            throw new Malformed("behind the key stands something else than an event");
        }
        lines.pass("proof");
        lines.pass("c2sp.org/tlog-proof@v1");
        if (lines.starts("extra ")) {
            lines.value("extra").base64(); // nobody signs it: it has a form and no meaning
        }
        long index = lines.value("index").decimal();
        var hashes = new ArrayList<Hash>();
        while (hashes.size() < 64 && !lines.starts("\n")) {
            hashes.add(new Words(lines.expect("a hash")).next("hash").last().hash());
        }
        lines.pass("");
        byte[] note = lines.text("", SignedNote.MOST_LINES);
        lines.end();
        return new Proof(key, event, index, new ProofPath(hashes), Checkpoint.parse(note));
    }

    private void judge(Outside outside, Report report) throws IOException {
        outside.expect(key.name());
        report.say("log", "%s", key.name());
        report.say("event", "#%,d" + (event.erased() ? ", whose content was erased" : ""), index);
        boolean same = checkpoint.origin().equals(key.name());
        report.check(same, Fault.ORIGIN, index, "the checkpoint is of another log than the key");
        boolean signed = !same || checkpoint.note().isSignedBy(List.of(key));
        report.check(signed, Fault.SIGNATURE, index, "the checkpoint is not signed by the key");
        report.check(event.wrong() == null, Fault.CHANGED, index, "the event " + event.wrong());
        boolean here = event.wrong() != null || event.index() == index;
        report.check(here, Fault.ORDER, index, "the event is #" + event.index() + ", the proof is about another");
        boolean included = path.includes(index, event.leaf(), checkpoint.size(), checkpoint.root());
        report.check(included, Fault.ROOT, index, "the proof does not lead from the event to the signed root");
        outside.beside(checkpoint);
        outside.end();
        if (report.holds()) {
            report.say("holds", "it is: %s, %s, %s", event.time(), event.verb(), event.object());
            report.say("holds", "it stands in the log, whose first %,d events the key has signed", checkpoint.size());
            outside.say();
        }
    }
}
