package dev.mullion.verifier.bundle;

import java.util.ArrayList;
import java.util.List;

/** The first findings, and how many there were: a hostile file must not fill the memory with them. */
final class Findings {

    private static final int SHOWN = 25;

    private final List<Finding> first = new ArrayList<>();
    private long count;

    void add(Fault fault, long index, String words) {
        count++;
        if (first.size() < SHOWN) {
            first.add(new Finding(fault, index, words));
        }
    }

    List<Finding> first() {
        return List.copyOf(first);
    }

    long count() {
        return count;
    }
}
