package dev.mullion.sandbox.sender;

import dev.mullion.sandbox.world.Draw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the network does to deliveries: about two in a hundred change places with one that is at most a minute younger,
 * about one in a hundred comes twice. Always the same ones.
 */
public final class Disorder {
    private static final Duration REACH = Duration.ofMinutes(1);
    private static final double SWAPPED = 0.022;
    private static final double REPEATED = 0.01;

    private Disorder() {}

    public static List<Delivery> applied(List<Delivery> inOrder) {
        return repeated(swapped(inOrder));
    }

    private static List<Delivery> swapped(List<Delivery> inOrder) {
        var swapped = new ArrayList<>(inOrder);
        for (int i = 0; i + 1 < swapped.size(); i++) {
            Duration between =
                    Duration.between(swapped.get(i).at(), swapped.get(i + 1).at());
            if (between.compareTo(REACH) <= 0 && choice(swapped.get(i), 8).chance(SWAPPED)) {
                Collections.swap(swapped, i, i + 1);
                i++;
            }
        }
        return swapped;
    }

    private static List<Delivery> repeated(List<Delivery> once) {
        var sent = new ArrayList<Delivery>(once.size() + once.size() / 50);
        for (Delivery delivery : once) {
            sent.add(delivery);
            if (choice(delivery, 9).chance(REPEATED)) {
                sent.add(delivery);
            }
        }
        return sent;
    }

    private static Draw choice(Delivery delivery, int question) {
        return Draw.of(delivery.id().getMostSignificantBits(), question);
    }
}
