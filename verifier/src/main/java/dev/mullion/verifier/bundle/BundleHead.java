package dev.mullion.verifier.bundle;

import dev.mullion.verifier.merkle.CompactRange;
import dev.mullion.verifier.merkle.ConsistencyProof;
import dev.mullion.verifier.merkle.Hash;
import dev.mullion.verifier.merkle.TreeHasher;
import dev.mullion.verifier.note.VerifierKey;
import dev.mullion.verifier.text.Base64Text;
import dev.mullion.verifier.text.Lines;
import dev.mullion.verifier.text.Malformed;
import dev.mullion.verifier.text.Quoted;
import dev.mullion.verifier.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a bundle says before its events: which log, the key in force at its first event and, where earlier events are
 * not in it, the complete subtrees that stand for them and how they grew out of older sizes.
 *
 * @param key its name is the origin: a key signs one log
 */
record BundleHead(VerifierKey key, CompactRange tree, List<ConsistencyProof> since) {

    private static final int MOST_README_LINES = 200;
    private static final int MOST_PROOFS = 16;
    private static final int LONGEST_PATH = 64;

    String origin() {
        return key.name();
    }

    static BundleHead read(Lines lines, TreeHasher hasher) throws IOException, Malformed {
        var words = new Words(afterReadme(lines));
        String origin = value(words, "origin").text();
        words.end();
        VerifierKey key = key(new Words(lines.expect("the key")), origin);
        words = new Words(lines.expect("the first index"));
        long from = value(words, "from").decimal();
        words.end();
        List<Hash> range = from == 0 ? List.of() : hashes(new Words(lines.expect("the subtrees")));
        return new BundleHead(key, CompactRange.resume(hasher, from, range), proofs(lines, from));
    }

    private static byte[] afterReadme(Lines lines) throws IOException, Malformed {
        for (int read = 0; read <= MOST_README_LINES; read++) {
            byte[] line = lines.expect("the origin");
            if (line.length == 0 || line[0] != '#') {
                return line;
            }
        }
        throw new Malformed("the bundle has more than " + MOST_README_LINES + " lines of comment");
    }

    private static VerifierKey key(Words words, String origin) throws Malformed {
        VerifierKey key = VerifierKey.parse(value(words, "key").text());
        words.end();
        if (!key.name().equals(origin) || !origin.chars().allMatch(each -> each > ' ' && each < 0x7f)) {
            throw new Malformed("the key is named " + Quoted.of(key.name()) + ", the origin is " + Quoted.of(origin));
        }
        return key;
    }

    private static List<Hash> hashes(Words words) throws Malformed {
        value(words, "range");
        List<Hash> hashes = list(words.text());
        words.end();
        return hashes;
    }

    private static List<ConsistencyProof> proofs(Lines lines, long from) throws IOException, Malformed {
        var proofs = new ArrayList<ConsistencyProof>();
        while (true) {
            var words = new Words(lines.expect("the word events"));
            if (words.next("word").is("events")) {
                words.end();
                return List.copyOf(proofs);
            }
            if (!words.is("since") || proofs.size() == MOST_PROOFS) {
                throw new Malformed(words.quoted() + " was not expected before the events");
            }
            long size = words.next("size").decimal();
            List<Hash> path = words.next("path").is("-") ? List.of() : list(words.text());
            words.end();
            proofs.add(new ConsistencyProof(size, from, path));
        }
    }

    private static Words value(Words words, String name) throws Malformed {
        if (!words.next(name).is(name)) {
            throw new Malformed(words.quoted() + " stands where '" + name + "' was expected");
        }
        return words.next("value of " + name);
    }

    private static List<Hash> list(String text) throws Malformed {
        String[] parts = text.split(",", -1);
        if (parts.length > LONGEST_PATH) {
            throw new Malformed("more than " + LONGEST_PATH + " hashes in one line");
        }
        var hashes = new ArrayList<Hash>();
        for (String part : parts) {
            hashes.add(Hash.of(Base64Text.decode(part)));
        }
        return List.copyOf(hashes);
    }
}
