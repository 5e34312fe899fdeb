package dev.mullion.bench.audit;

import java.util.UUID;

/** One way of making a business change and keeping a record of it, both durable when it returns. */
interface Writing extends AutoCloseable {

    String name();

    /**
     * Makes one change and the record of it.
     *
     * @param number counts up over the whole run
     */
    void write(UUID workspace, int number);

    @Override
    void close();

    /** The thing that is changed: two ways that share a table must not name the same. */
    static long thing(String way, int number) {
        return ((long) way.hashCode() << 32) + number;
    }

    /** What is told of a change: as long as what the server tells of one. */
    static String detail(int number) {
        return "the permission reports.read was given to a member by somebody, change " + number;
    }
}
