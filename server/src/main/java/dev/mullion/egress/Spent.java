package dev.mullion.egress;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a piece of work asks of vendors: how many requests left for it, and what the vendors said last that they leave.
 * Counted is what its own thread sends. Safe to share between threads.
 */
public final class Spent {

    private static final ScopedValue<Spent> OF_THIS_WORK = ScopedValue.newInstance();

    private final Map<Allowance.Kind, Allowance> left = new EnumMap<>(Allowance.Kind.class);
    private int requests;
    private int repeats;

    /** Does the work; within other counted work, only this one counts. */
    public <T> T during(Supplier<T> work) {
        return ScopedValue.where(OF_THIS_WORK, this).call(work::get);
    }

    /** A request left, the first time or once more. */
    static void sent(boolean isRepeated) {
        if (OF_THIS_WORK.isBound()) {
            OF_THIS_WORK.get().count(isRepeated);
        }
    }

    /** What came with an answer; of each kind the last counts. */
    static void told(List<Allowance> said) {
        if (OF_THIS_WORK.isBound()) {
            OF_THIS_WORK.get().keep(said);
        }
    }

    private synchronized void count(boolean isRepeated) {
        requests++;
        repeats += isRepeated ? 1 : 0;
    }

    private synchronized void keep(List<Allowance> said) {
        said.forEach(one -> left.put(one.kind(), one));
    }

    /** How many requests left, whatever came of them. */
    public synchronized int requests() {
        return requests;
    }

    /** How many of them asked once more what an answer had not settled. */
    public synchronized int repeats() {
        return repeats;
    }

    /** What is left by the vendor's last word, at most one of each kind; empty where it said nothing. */
    public synchronized List<Allowance> left() {
        return List.copyOf(left.values());
    }
}
