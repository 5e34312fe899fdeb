package dev.mullion.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How a promise stands now. Only evidence that is recent enough makes one active. */
public sealed interface State {

    /** The word for it, in lower case. */
    String word();

    /** Its last probe saw it kept. */
    record Active(Evidence last) implements State {
        @Override
        public String word() {
            return "active";
        }
    }

    /** Its last probe saw a part of it kept, and says what is missing. */
    record Partial(Evidence last) implements State {
        @Override
        public String word() {
            return "partial";
        }
    }

    /** What it speaks of is not in use here. */
    record Off(Evidence last, String why) implements State {
        @Override
        public String word() {
            return "off";
        }
    }

    /** Its last probe saw it broken, or could not run, or what it saw was deleted or stands behind a forged row. */
    record Failed(Evidence last) implements State {
        @Override
        public String word() {
            return "failed";
        }
    }

    /** The last evidence is too old to say anything of now. */
    record Late(Evidence last) implements State {
        @Override
        public String word() {
            return "late";
        }
    }

    /** It has a probe that has not run here yet. */
    record Unchecked() implements State {
        @Override
        public String word() {
            return "not checked yet";
        }
    }

    /** It has no probe: nothing is claimed. */
    record Planned(String why) implements State {
        @Override
        public String word() {
            return "planned";
        }
    }

    /** Nothing of this installation can see it: the operator says so, on a date. */
    record Attested(Instant at, String statement) implements State {
        @Override
        public String word() {
            return "attested";
        }
    }

    /** A probe is let run for a minute beyond its interval. */
    Duration GRACE = Duration.ofMinutes(1);

    /**
     * How a promise with a probe stands.
     *
     * @param last empty where the probe has not run yet
     */
    static State of(Promise promise, Optional<Evidence> last, Instant now) {
        return last.map(evidence -> of(promise, evidence, now)).orElseGet(Unchecked::new);
    }

    /**
     * How a promise without a probe stands: planned, whatever was seen once, unless the operator has spoken of one that
     * nothing here can see.
     */
    static State withoutProbe(Promise promise, Optional<Evidence> last) {
        return last.filter(_ -> promise.attestable())
                .flatMap(evidence -> evidence.finding() instanceof Finding.Attested(var statement)
                        ? Optional.<State>of(new Attested(evidence.at(), statement))
                        : Optional.empty())
                .orElseGet(() -> promise.planned().<State>map(Planned::new).orElseGet(Unchecked::new));
    }

    private static State of(Promise promise, Evidence last, Instant now) {
        Duration interval = promise.interval().orElse(Duration.ZERO);
        if (last.verdict() == Verdict.FAILED) {
            return new Failed(last);
        }
        if (last.at().plus(interval).plus(GRACE).isBefore(now)) {
            return new Late(last);
        }
        return switch (last.finding()) {
            case Finding.Off(var why) -> new Off(last, why);
            case Finding.Attested _ -> new Unchecked();
            case Finding.Tried tried -> tried.verdict() == Verdict.PARTIAL ? new Partial(last) : new Active(last);
        };
    }

    /** Whether somebody has to look: it failed, or nobody checks any more. */
    default boolean isRed() {
        return this instanceof Failed || this instanceof Late;
    }

    /** What was seen last, where a probe has run. */
    default Optional<Evidence> evidence() {
        return switch (this) {
            case Active(var last) -> Optional.of(last);
            case Partial(var last) -> Optional.of(last);
            case Off(var last, var _) -> Optional.of(last);
            case Failed(var last) -> Optional.of(last);
            case Late(var last) -> Optional.of(last);
            case Unchecked _, Planned _, Attested _ -> Optional.empty();
        };
    }
}
