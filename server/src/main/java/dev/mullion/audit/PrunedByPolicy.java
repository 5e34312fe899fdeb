package dev.mullion.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether what is gone of a log was old enough when it went, by what the signed hashes bind: the header of the last
 * event that went, that of the event which says the policy, and the one that announced it. A superuser who deletes
 * younger events has no header for them that gives the hash which stays.
 */
final class PrunedByPolicy {

    /** The database judged by its own clock, events have a server's. */
    static final Duration SLACK = Duration.ofDays(1);

    private static final Pattern POLICY =
            Pattern.compile("v1 ([0-9]{1,18}) (\\S+) \\S+ \\S+ retention\\.changed log:([0-9]{1,5}) .*");

    private final Pruned.Prefix gone;
    private final Optional<Matcher> policy;
    private boolean lastIsIt;
    private boolean policyIsIt;

    PrunedByPolicy(Pruned.Prefix gone) {
        this.gone = gone;
        this.policy = Optional.of(POLICY.matcher(gone.policy().header())).filter(Matcher::matches);
    }

    /** The event that says the policy; -1 where none is kept. */
    long policyIndex() {
        return policy.map(words -> Long.parseLong(words.group(1))).orElse(-1L);
    }

    /** Takes the hash that stays of an event. */
    void see(long index, byte[] leaf) {
        if (index == gone.size() - 1) {
            lastIsIt = gone.last().isOf(leaf);
        }
        if (index == policyIndex()) {
            policyIsIt = gone.policy().isOf(leaf);
        }
    }

    /**
     * What is wrong with it, once every hash was seen.
     *
     * @param announced the header of the event that announced it
     * @param longestSince for how many days events should be kept by any event between the policy's and that one
     */
    Optional<String> fault(String announced, int longestSince) {
        if (!lastIsIt) {
            return Optional.of("was pruned, and nothing that was kept shows how old it was");
        }
        if (!policyIsIt || policy.isEmpty()) {
            return Optional.of("was pruned, and no event of the log says by which policy");
        }
        try {
            return age(policy.get(), time(announced), longestSince);
        } catch (DateTimeParseException noTime) {
            return Optional.of("was pruned, and the time of it is none");
        }
    }

    private Optional<String> age(Matcher words, Instant at, int longestSince) {
        int days = Math.max(Integer.parseInt(words.group(3)), longestSince);
        if (time(gone.last().header()).plus(Duration.ofDays(days)).isAfter(at.plus(SLACK))) {
            return Optional.of("was pruned before it was as old as the policy says");
        }
        Duration delay = Duration.ofDays(Retention.DAYS_UNTIL_IN_FORCE);
        return Instant.parse(words.group(2)).plus(delay).isAfter(at.plus(SLACK))
                ? Optional.of("was pruned by a policy that was not in force yet")
                : Optional.empty();
    }

    private static Instant time(String header) {
        return Instant.parse(header.split(" ", 4)[2]);
    }
}
