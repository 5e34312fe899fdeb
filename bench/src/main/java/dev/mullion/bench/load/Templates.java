package dev.mullion.bench.load;

import java.util.List;
import java.util.stream.IntStream;

/** The bodies that deliveries are made from: each of them in its present and in an earlier state. */
public final class Templates {

    /** How one recognises an earlier state that was taken for the present one. */
    public static final int ADDITIONS_OF_OLD = 999_999;

    private static final int COUNT = 64;

    private final List<Template> present = IntStream.range(0, COUNT)
            .mapToObj(seed -> new Template(seed, false))
            .toList();
    private final List<Template> old =
            IntStream.range(0, COUNT).mapToObj(seed -> new Template(seed, true)).toList();

    Template of(Delivery delivery) {
        return (delivery.twist() == Delivery.Twist.OLD ? old : present).get(delivery.serial() % COUNT);
    }

    /** The whole body of a pull request in its present state. */
    public byte[] body(int serial) {
        return present.get(serial % COUNT).body(serial);
    }

    /** Bytes, on average. */
    public int size() {
        return (int) present.stream().mapToInt(Template::length).average().orElseThrow();
    }
}
