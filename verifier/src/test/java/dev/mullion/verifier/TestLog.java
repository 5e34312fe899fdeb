package dev.mullion.verifier;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Writes bundles as docs/audit-format.md specifies them, for tests, with nothing of the code under test. */
public final class TestLog {

    public static final String ORIGIN = "mullion.example/3f0c/sample";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Instant START = Instant.parse("2026-02-27T23:59:58.900Z");

    /** A line of a bundle, or several: an event or a checkpoint. */
    sealed interface Item {}

    /** An event without its index: it has the one of the place where it stands. */
    record Written(String time, String verb, String object, String salt, String payload, boolean erased)
            implements Item {

        String header(long index) {
            return "v1 " + index + " " + time + " person:p-77 - " + verb + " " + object + " done req_" + index;
        }

        Hash commitment() {
            return ReferenceTree.sha256(HexFormat.of().parseHex(salt), payload.getBytes(StandardCharsets.UTF_8));
        }

        Hash leaf(long index) {
            return ReferenceTree.sha256(
                    new byte[] {0},
                    header(index).getBytes(StandardCharsets.US_ASCII),
                    Base64.getDecoder().decode(commitment().toString()));
        }

        Written erase() {
            return new Written(time, verb, object, salt, payload, true);
        }

        Written withPayload(String other) {
            return new Written(time, verb, object, salt, other, erased);
        }

        String line(long index) {
            String content = erased
                    ? commitment().toString()
                    : base64(HexFormat.of().parseHex(salt)) + " "
                            + (payload.isEmpty() ? "-" : base64(payload.getBytes(StandardCharsets.UTF_8)));
            return (erased ? "erased " : "event ") + leaf(index) + " " + content + " " + header(index) + "\n";
        }
    }

    record Note(String text) implements Item {
        String lines() {
            return "checkpoint " + text.chars().filter(each -> each == '\n').count() + "\n" + text;
        }
    }

    final TestKey key;
    final List<Item> items = new ArrayList<>();
    private final String origin;
    private final Random random;

    TestLog(String origin, TestKey key, long seed) {
        this.origin = origin;
        this.key = key;
        random = new Random(seed);
        add("log.opened", key.object());
    }

    /** That many events, a checkpoint after each so many and after the last. */
    public static TestLog of(int events, int cadence, long seed) {
        var log = new TestLog(ORIGIN, new TestKey(ORIGIN), seed);
        log.fill(events, cadence);
        return log;
    }

    void fill(int events, int cadence) {
        for (int size = events().size(); size < events; size++) {
            if (size % cadence == 0) {
                sign(key);
            }
            add("person.added", "member:m-" + size);
        }
        sign(key);
    }

    void add(String verb, String object) {
        byte[] salt = new byte[32];
        random.nextBytes(salt);
        String payload = random.nextInt(8) == 0 ? "" : "detail=Zoë " + random.nextLong() + "\nsubject=x\n";
        String time = TIME.format(START.plusMillis(40L * items.size()));
        var event = new Written(time, verb, object, HexFormat.of().formatHex(salt), payload, false);
        items.add(random.nextInt(9) == 0 ? event.erase() : event);
    }

    void sign(TestKey by) {
        items.add(new Note(checkpoint(by)));
    }

    /** The newest checkpoint, for somebody to keep. */
    public String checkpoint() {
        return checkpoint(key);
    }

    public VerifierKey key() {
        return key.verifier();
    }

    String checkpoint(TestKey by) {
        List<Hash> leaves = leaves();
        return by.checkpoint(origin, leaves.size(), ReferenceTree.root(leaves));
    }

    List<Written> events() {
        return events(items);
    }

    List<Hash> leaves() {
        return leaves(items);
    }

    static List<Written> events(List<Item> items) {
        return items.stream()
                .filter(Written.class::isInstance)
                .map(Written.class::cast)
                .toList();
    }

    static List<Hash> leaves(List<Item> items) {
        List<Written> events = events(items);
        var leaves = new ArrayList<Hash>();
        for (int index = 0; index < events.size(); index++) {
            leaves.add(events.get(index).leaf(index));
        }
        return leaves;
    }

    public String bundle() {
        return bundle(items);
    }

    /** The same log with other contents: what somebody without the key can make of it. */
    String bundle(List<Item> other) {
        return write(other, 0, "");
    }

    /** The log without its first events. */
    String bundleFrom(int first, String since) {
        return write(items, first, since);
    }

    private String write(List<Item> all, int first, String since) {
        var text = new StringBuilder(Bundle.FORMAT + "\n# Made by a test.\norigin " + origin + "\nkey "
                + key.verifier().text() + "\nfrom " + first + "\n");
        if (first > 0) {
            text.append("range ")
                    .append(joined(ReferenceTree.subtrees(leaves(all).subList(0, first))))
                    .append('\n');
        }
        text.append(since).append("events\n");
        long index = 0;
        long notes = 0;
        for (Item item : all) {
            switch (item) {
                case Written event -> {
                    text.append(index >= first ? event.line(index) : "");
                    index++;
                }
                case Note note -> {
                    text.append(index > first ? note.lines() : "");
                    notes += index > first ? 1 : 0;
                }
            }
        }
        return text + "end " + (index - first) + " " + notes + "\n";
    }

    /** An event with its proof against the newest checkpoint. */
    String proof(int index) {
        return proof(index, "index " + index);
    }

    /** The same with other lines where the index stands. */
    String proof(int index, String lines) {
        String hashes = ReferenceTree.path(index, leaves()).stream()
                .map(hash -> hash + "\n")
                .reduce("", String::concat);
        return Proof.FORMAT + "\nkey " + key.verifier().text() + "\n"
                + events().get(index).line(index) + "proof\nc2sp.org/tlog-proof@v1\n" + lines + "\n" + hashes + "\n"
                + checkpoint(key);
    }

    static String joined(List<Hash> hashes) {
        return String.join(",", hashes.stream().map(Hash::toString).toList());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
