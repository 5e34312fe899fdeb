package dev.mullion.egress;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a vendor says that it is asked too much. One small class for each vendor that has its own ways. */
@FunctionalInterface
public interface LimitSigns {

    Sign read(Head head);

    /**
     * What the vendor says with an answer that it leaves to the account that asked; empty where it says nothing.
     *
     * @param account as the call named it
     */
    default List<Allowance> left(Head head, String account) {
        return List.of();
    }

    /** What most vendors do: 429, or 503 with a time; other faults of the server pass. */
    static LimitSigns standard() {
        return head -> switch (head.status()) {
            case 429 -> new Sign.Held(head.hold(Budget.Reach.ACCOUNT, "429"));
            case 503 ->
                head.header("retry-after").isPresent()
                        ? new Sign.Held(head.hold(Budget.Reach.ACCOUNT, "503"))
                        : new Sign.Again("503");
            case 500, 502, 504, 529 -> new Sign.Again(Integer.toString(head.status()));
            default -> new Sign.Stands();
        };
    }

    /** What an answer means for this call and for the next ones. */
    sealed interface Sign {

        /** It is an answer, good or bad. */
        record Stands() implements Sign {}

        /** It is an answer, and the last one for a while. */
        record Last(Hold hold) implements Sign {}

        /** It is none: the vendor did nothing but say wait. */
        record Held(Hold hold) implements Sign {}

        /** It is a fault in passing: this call may be repeated soon, and nobody else has to wait. */
        record Again(String word) implements Sign {}
    }

    /**
     * Who waits, and how long.
     *
     * @param pause absent: the vendor does not say, and each time in a row is longer
     */
    record Hold(Budget.Reach reach, Optional<Duration> pause, String word) {}

    /**
     * What is seen of an answer before it is read.
     *
     * @param headers by name in lower case
     * @param opening the first characters of the body where the status is an error or the call a POST; else empty
     */
    record Head(int status, Map<String, List<String>> headers, String opening, Instant now) {

        private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

        public Optional<String> header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                    .findFirst();
        }

        /** A count in a header; empty where it is none, or longer than any that means something. */
        public Optional<Long> count(String name) {
            return header(name).filter(value -> COUNT.matcher(value).matches()).map(Long::valueOf);
        }

        /** The wait that {@code Retry-After} asks for (RFC 9110, section 10.2.3), against the vendor's own clock. */
        public Optional<Duration> retryAfter() {
            Instant here = header("date").flatMap(RetryAfter::instant).orElse(now);
            return header("retry-after").flatMap(value -> RetryAfter.parse(value, here));
        }

        /** The wait until a moment that the vendor names; none where that is past. */
        public Duration until(Instant reset) {
            Instant here = header("date").flatMap(RetryAfter::instant).orElse(now);
            return RetryAfter.bounded(Duration.between(here, reset));
        }

        public Hold hold(Budget.Reach reach, String word) {
            return new Hold(reach, retryAfter(), word);
        }
    }
}
