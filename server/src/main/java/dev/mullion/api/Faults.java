package dev.mullion.api;

import dev.mullion.identity.http.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one request, so that the sender learns all of it at once. Of one thread. */
final class Faults {

    private static final int MOST = 50;
    private static final int LONGEST_NAME = 60;

    private final List<Problem.Fault> found = new ArrayList<>();

    void query(String name, String detail) {
        add("query", "/" + shown(name), detail);
    }

    void header(String name, String detail) {
        add("header", "/" + shown(name), detail);
    }

    void body(String name, String detail) {
        add("body", name.isEmpty() ? "" : "/" + shown(name), detail);
    }

    /** Where a pointer is known already. */
    void at(String pointer, String detail) {
        add("body", pointer, detail);
    }

    void requireNone() {
        if (!found.isEmpty()) {
            throw new InvalidRequest(found);
        }
    }

    private void add(String in, String pointer, String detail) {
        if (found.size() < MOST) {
            found.add(new Problem.Fault(in, pointer, detail));
        }
    }

    /** A sender's own name for something, as a step of a pointer (RFC 6901), short and without control characters. */
    private static String shown(String name) {
        String escaped = name.replace("~", "~0").replace("/", "~1").replaceAll("[^\\x20-\\x7e]", "?");
        return escaped.substring(0, Math.min(escaped.length(), LONGEST_NAME));
    }
}
