package dev.mullion.verifier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** One event with the proof (c2sp.org/tlog-proof) that it stands in a log whose checkpoint is signed. */
record Proof(VerifierKey key, Event event, long index, ProofPath path, Checkpoint checkpoint) {

    static final String FORMAT = "mullion-audit-proof/1";

    private static final int MOST_HASHES = 64;

    static void verify(Lines lines, Outside outside, Report report) throws IOException {
        try {
            read(lines).judge(outside, report);
        } catch (Malformed malformed) {
            report.fault(malformed.fault(), 0, malformed.why());
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
            // Nobody signs it: it has a form and no meaning.
            lines.value("extra").base64();
        }
        long index = lines.value("index").decimal();
        var hashes = new ArrayList<Hash>();
        while (hashes.size() < MOST_HASHES && !lines.starts("\n")) {
            hashes.add(new Words(lines.expect("a hash")).next("hash").last().hash());
        }
        lines.pass("");
        var note = ByteBuffer.wrap(lines.text("", SignedNote.MOST_LINES));
        lines.end();
        return new Proof(key, event, index, new ProofPath(hashes), Checkpoint.parse(note));
    }

    private void judge(Outside outside, Report report) throws IOException {
        outside.expect(key.name());
        report.say("log", key.name());
        report.say("event", "#%,d" + (event.erased() ? ", whose content was erased" : ""), index);
        if (!checkpoint.origin().equals(key.name())) {
            report.fault(Fault.ORIGIN, index, "the checkpoint is of another log than the key");
        } else if (checkpoint.signer(List.of(key)) == null) {
            report.fault(Fault.SIGNATURE, index, "the checkpoint is not signed by the key");
        }
        EventHeader header = event.header();
        if (header == null) {
            report.fault(Fault.CHANGED, index, "the event " + event.wrong());
        } else if (header.index() != index) {
            report.fault(Fault.ORDER, index, "the event is #" + header.index() + ", the proof is about another");
        }
        if (!path.includes(index, event.leaf(), checkpoint.size(), checkpoint.root())) {
            report.fault(Fault.ROOT, index, "the proof does not lead from the event to the signed root");
        }
        outside.beside(checkpoint);
        outside.end();
        if (report.holds() && header != null) {
            report.say("holds", "it is: %s, %s, %s", header.time(), header.verb(), header.object());
            report.say("holds", "it stands in the log, whose first %,d events the key has signed", checkpoint.size());
            outside.say();
        }
    }
}
