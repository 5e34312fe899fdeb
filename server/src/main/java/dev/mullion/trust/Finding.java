package dev.mullion.trust;

import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import java.util.List;

/** What a probe came to. */
public sealed interface Finding {

    Verdict verdict();

    /**
     * Something was tried.
     *
     * @param checks each with what was tried and seen, in one sentence with figures and without a tenant's data or a
     *     secret; the public page shows them
     */
    record Tried(List<Check> checks) implements Finding {

        public Tried {
            checks = List.copyOf(checks);
        }

        /** A probe that tried nothing has not shown that its promise holds. */
        @Override
        public Verdict verdict() {
            if (checks.isEmpty() || any(Outcome.FAILED)) {
                return Verdict.FAILED;
            }
            return any(Outcome.PARTIAL) ? Verdict.PARTIAL : Verdict.ACTIVE;
        }

        private boolean any(Outcome outcome) {
            return checks.stream().anyMatch(check -> check.outcome() == outcome);
        }
    }

    /**
     * What the promise speaks of is not in use on this installation.
     *
     * @param why one sentence
     */
    record Off(String why) implements Finding {

        @Override
        public Verdict verdict() {
            return Verdict.OFF;
        }
    }

    /**
     * Nothing here can see it, so the operator says so; never counted as active.
     *
     * @param statement one or two sentences, at most {@value #LONGEST_STATEMENT} characters
     */
    record Attested(String statement) implements Finding {

        public Attested {
            statement = statement.strip();
            if (statement.isEmpty() || statement.length() > LONGEST_STATEMENT || !statement.matches("[^\\p{Cntrl}]*")) {
                throw new IllegalArgumentException(
                        "a statement is one line of 1 to " + LONGEST_STATEMENT + " characters");
            }
        }

        @Override
        public Verdict verdict() {
            return Verdict.ATTESTED;
        }
    }

    int LONGEST_STATEMENT = 300;

    static Finding of(Check... checks) {
        return new Tried(List.of(checks));
    }
}
