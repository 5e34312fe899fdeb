package dev.mullion.egress;

import java.time.Duration;

/** How much a vendor is asked at most, by this server. Several hold at once. */
public sealed interface Budget {

    /** Whom it counts together. */
    Reach reach();

    /** Who shares a budget, and who waits when a vendor says so. */
    enum Reach {
        /** Everybody who asks this vendor. */
        VENDOR,
        /** One account at the vendor, whatever it asks. */
        ACCOUNT,
        /** One account and one endpoint. */
        METHOD
    }

    /**
     * Never more calls than that within any stretch of time of this length, spread out after a fifth of them went at
     * once.
     */
    record Rate(Reach reach, int calls, Duration per) implements Budget {
        public Rate {
            if (calls < 1 || per.compareTo(Duration.ofMillis(1)) < 0 || per.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(
                        "a rate is at least 1 call in 1 ms to a day, was " + calls + " in " + per);
            }
        }
    }

    /** No more calls than that between sending and the end of the answer. */
    record InFlight(Reach reach, int most) implements Budget {
        public InFlight {
            if (most < 1 || most > 1_000) {
                throw new IllegalArgumentException("1 to 1,000 calls can be in flight, was " + most);
            }
        }
    }

    static Budget rate(Reach reach, int calls, Duration per) {
        return new Rate(reach, calls, per);
    }

    static Budget inFlight(Reach reach, int most) {
        return new InFlight(reach, most);
    }
}
