package dev.mullion.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was read and what was found, in plain words. Bounded: a hostile file must not fill the memory with faults. */
final class Report {
    private static final int SHOWN = 25;
    private final StringBuilder said = new StringBuilder();
    private final List<Finding> findings = new ArrayList<>();
    private long faults;

    /** One sentence, safe to print, on what does not hold at that event, or from there on. */
    record Finding(Fault fault, long index, String words) {}

    void fault(Fault fault, long index, String words) {
        faults++;
        if (findings.size() < SHOWN) {
            findings.add(new Finding(fault, index, words));
        }
    }

    void check(boolean holds, Fault fault, long index, String words) {
        if (!holds) {
            fault(fault, index, words);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation is of a library, and this program has none.
    void say(String label, String format, Object... values) {
        said.append("%-10s".formatted(label)).append(String.format(Locale.ROOT, format + "\n", values));
    }

    boolean holds() {
        return faults == 0;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Everything that was said, what does not hold, and as the last line the result; to be asked for once. */
    String text() {
        for (Finding each : findings) {
            String fault = each.fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
            say("fails", "%s at #%,d: %s", fault, each.index, each.words);
        }
        if (faults > findings.size()) {
            say("fails", "and %,d more", faults - findings.size());
        }
        say("result", holds() ? "holds" : "does not hold");
        return said.toString();
    }
}
