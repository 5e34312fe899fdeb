package dev.mullion.verifier;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a bundle says before its events: which log, the key in force at its first event and, where earlier events are
 * not in it, the complete subtrees that stand for them and how they grew out of older sizes.
 *
 * @param key its name is the origin: a key signs one log
 * @param since consistency proofs from those sizes to the first event
 */
record BundleHead(VerifierKey key, long from, List<Hash> range, Map<Long, ProofPath> since) {

    private static final int MOST_COMMENT = 200;
    private static final int MOST_PROOFS = 16;

    static BundleHead read(Lines lines) throws IOException, Malformed {
        lines.pass(Bundle.FORMAT);
        for (int read = 0; read < MOST_COMMENT && lines.starts("#"); read++) {
            lines.expect("a comment");
        }
        String origin = lines.value("origin").text();
        VerifierKey key = VerifierKey.parse(lines.value("key").text());
        if (!key.name().equals(origin)) {
            throw new Malformed("the key is named " + Words.quote(key.name()) + ", not " + Words.quote(origin));
        }
        long from = lines.value("from").decimal();
        List<Hash> range = from > 0 ? lines.value("range").hashes() : List.of();
        var since = new HashMap<Long, ProofPath>();
        while (since.size() < MOST_PROOFS && lines.starts("since ")) {
            Words words = new Words(lines.expect("a proof")).next("since").next("size");
            since.put(words.decimal(), new ProofPath(words.next("path").last().hashes()));
        }
        lines.pass("events");
        return new BundleHead(key, from, range, since);
    }
}
