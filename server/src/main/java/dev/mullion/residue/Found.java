package dev.mullion.residue;

import dev.mullion.checks.Check;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What a search of one place came to. */
final class Found {

    private final String unit;
    private final Set<String> where = new TreeSet<>();
    private final Set<Integer> fields = new TreeSet<>();
    private String current = "";
    private long places;
    private long bytes;
    private long canaries;
    private long controls;
    private long unread;

    /** @param unit what is counted, in the plural: files, tables */
    Found(String unit) {
        this.unit = unit;
    }

    /** What is searched next; shown when something is found there. */
    void enter(String place) {
        current = place;
        places++;
    }

    void read(long more) {
        bytes += more;
    }

    void hit(boolean control, int field) {
        if (control) {
            controls++;
            return;
        }
        canaries++;
        if (where.size() < 5) {
            where.add(current);
        }
        if (field >= 0 && fields.size() < 5) {
            fields.add(field);
        }
    }

    /** Something that is there and could not be read. */
    void unreadable() {
        unread++;
    }

    boolean hasControl() {
        return controls > 0;
    }

    boolean isClean() {
        return canaries == 0;
    }

    /** The verdict, where a control was planted and had to be found, or could not be planted. */
    Check verdict(String name, boolean controlHolds, Fields known) {
        if (!isClean()) {
            return Check.failed(name, figures() + " in " + where + ", planted as " + known.names(fields));
        }
        if (!controlHolds) {
            return Check.failed(
                    name, figures() + ", but neither was the one that had to be there: the search is broken");
        }
        return unread == 0
                ? Check.ok(name, figures())
                : Check.partial(name, figures() + "; " + unread + " could not be read");
    }

    String figures() {
        return String.format(
                Locale.ROOT, "searched %,d %s, %.1f MB, %d canaries", places, unit, bytes / 1_048_576.0, canaries);
    }
}
