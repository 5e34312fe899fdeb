package dev.mullion.egress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** What those share who are counted together: their pace, their places in flight, and until when all of them wait. */
final class Line {

    private static final Duration UNTOLD = Duration.ofMinutes(1);
    private static final Duration UNTOLD_MOST = Duration.ofHours(1);

    private final Budget.Reach reach;
    private final List<Pace> paces = new ArrayList<>();
    private final List<Semaphore> places = new ArrayList<>();
    private long heldUntil;
    private String heldBy = "own budget";
    private int untold;

    Line(Budget.Reach reach, List<Budget> budgets, long now) {
        this.reach = reach;
        this.heldUntil = now;
        for (Budget budget : budgets) {
            switch (budget) {
                case Budget.Rate rate when rate.reach() == reach -> paces.add(new Pace(rate, now));
                case Budget.InFlight inFlight
                when inFlight.reach() == reach -> places.add(new Semaphore(inFlight.most(), true));
                case Budget.Rate _, Budget.InFlight _ -> {
                    // of another line
                }
            }
        }
    }

    Budget.Reach reach() {
        return reach;
    }

    List<Semaphore> places() {
        return places;
    }

    long earliest(long now) {
        long at = Math.max(now, heldUntil);
        for (Pace pace : paces) {
            at = Math.max(at, pace.earliest(now));
        }
        return at;
    }

    boolean isHeldAt(long nano) {
        return heldUntil > nano;
    }

    /** Why there is waiting now. */
    String reason(long now) {
        return heldUntil > now ? heldBy : "own budget";
    }

    void take(long at) {
        paces.forEach(pace -> pace.take(at));
    }

    /** Everybody waits; where the vendor does not say how long, twice as long as the last time in a row. */
    Duration hold(Optional<Duration> told, String word) {
        heldBy = word;
        if (told.isPresent()) {
            return told.get();
        }
        Duration wait = UNTOLD.multipliedBy(1L << Math.min(untold, 6));
        untold++;
        return wait.compareTo(UNTOLD_MOST) > 0 ? UNTOLD_MOST : wait;
    }

    long holdUntil(long nano) {
        heldUntil = Math.max(heldUntil, nano);
        return heldUntil;
    }

    void served() {
        untold = 0;
    }
}
