package dev.mullion.ingest.sync;

import dev.mullion.egress.Allowance;
import dev.mullion.egress.Spent;
import dev.mullion.ingest.sync.SyncRun.Budget;
import dev.mullion.ingest.sync.SyncRun.Figures;
import dev.mullion.telemetry.Facts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one run did, and says of itself at its end. For one thread at a time. */
final class Coverage {

    private static final int LONGEST = 1_000;
    private static final int MOST_REASONS = 5;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String called;
    private final Spent spent;
    private int parts;
    private int partsRead;
    private int rested;
    private int again;
    private int pages;
    private int objects;
    private int written;
    private int unchanged;
    private int cut;
    private int gone;
    private long bytesRead;
    private long bytesKept;
    private @Nullable Instant oldest;
    private @Nullable Instant newest;
    private final Map<String, Integer> skipped = new LinkedHashMap<>();

    /** The range that was read, and what was read and was not. */
    record Statement(@Nullable Instant from, @Nullable Instant to, String sentences) {}

    /**
     * Of a run that is about to begin.
     *
     * @param called what the parts are to people, in the plural
     * @param spent what its requests are counted by
     */
    Coverage(String called, Spent spent) {
        this.called = called;
        this.spent = spent;
    }

    void listed(int more) {
        parts += more;
    }

    /** An answer of which nothing is kept as an object: a list, a check. */
    void read(long bytes) {
        bytesRead += bytes;
    }

    void page(int found, int incomplete) {
        pages++;
        objects += found;
        cut += incomplete;
    }

    void saved(Facts.Saved saved) {
        written += saved.written();
        unchanged += saved.unchanged();
        bytesKept += saved.bytesKept();
    }

    void saw(@Nullable Instant first, @Nullable Instant last) {
        oldest = (oldest == null || (first != null && first.isBefore(oldest))) ? first : oldest;
        newest = (newest == null || (last != null && last.isAfter(newest))) ? last : newest;
    }

    /** Parts that the vendor has taken away since. */
    void gone(int more) {
        gone += more;
    }

    void readAgain() {
        again++;
    }

    void partDone() {
        partsRead++;
    }

    /** It was read whole a short while ago, and is not due. */
    void rested() {
        parts--;
        rested++;
    }

    void skipped(String why) {
        skipped.merge(why, 1, Integer::sum);
    }

    boolean isEmpty() {
        return pages == 0 && partsRead == 0;
    }

    /** Whether every part that was listed was read to its end. */
    boolean isWhole() {
        return partsRead == parts && skipped.isEmpty();
    }

    Figures figures() {
        return new Figures(
                parts,
                partsRead,
                pages,
                objects,
                written,
                unchanged,
                bytesRead,
                bytesKept,
                spent.requests(),
                spent.repeats());
    }

    /** What the vendor said last that it leaves. */
    List<Budget> budgets() {
        return spent.left().stream()
                .map(left -> new Budget(kind(left.kind()), left.left(), left.most(), left.until(), left.saidAt()))
                .toList();
    }

    private static Budget.Kind kind(Allowance.Kind kind) {
        return switch (kind) {
            case REQUESTS -> Budget.Kind.REQUESTS;
            case POINTS -> Budget.Kind.POINTS;
            case DAY -> Budget.Kind.DAY;
            case MINUTE -> Budget.Kind.MINUTE;
        };
    }

    /** @param why what ended the run before its end; null where nothing did */
    Statement statement(@Nullable String why) {
        List<String> sentences = new ArrayList<>();
        sentences.add("%d of %d %s were read to their end: %s on %s."
                .formatted(partsRead, parts, called, count(objects, "object"), count(pages, "page")));
        if (oldest != null && newest != null) {
            sentences.add(
                    "What changed from %s to %s was on them.".formatted(MINUTE.format(oldest), MINUTE.format(newest)));
        }
        if (again > 0) {
            sentences.add("%d of them were read whole again.".formatted(again));
        }
        if (rested > 0) {
            sentences.add("%d more that are read whole were not due again.".formatted(rested));
        }
        if (cut > 0) {
            sentences.add(
                    count(cut, "object") + (cut == 1 ? " was" : " were") + " not read with all that hangs on it.");
        }
        if (gone > 0) {
            sentences.add("%d %s are not there any more; what was known of them stays.".formatted(gone, called));
        }
        skipped.entrySet().stream()
                .limit(MOST_REASONS)
                .forEach(one -> sentences.add("Not read, %d: %s.".formatted(one.getValue(), one.getKey())));
        if (why != null) {
            sentences.add("Stopped: " + why + ".");
        }
        String said = String.join(" ", sentences);
        return new Statement(oldest, newest, said.length() > LONGEST ? said.substring(0, LONGEST) : said);
    }

    private static String count(long count, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
    }
}
