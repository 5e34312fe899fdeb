package dev.mullion.telemetry;

import java.time.Duration;
import java.time.Instant;

/**
 * When something was heard. Nobody knows what will be: a statement that its vendor dates in the future is as new as its
 * arrival, else it would hold against every true one until that time has come.
 */
public record Arrival(Instant at) {

    /** How far the clock of a vendor may be ahead of this server's. */
    public static final Duration AHEAD = Duration.ofMinutes(5);

    /** The version of a statement, by which it is compared with others: as it says, where that can be. */
    public Instant version(Instant said) {
        return said.isAfter(at.plus(AHEAD)) ? at : said;
    }

    /** What is pushed last is known by comparison as well. */
    Repository heard(Repository said) {
        Instant pushed = said.pushedAt();
        return new Repository(
                said.id(),
                said.isPrivate(),
                said.archived(),
                said.fork(),
                said.language(),
                said.sizeKilobytes(),
                said.openIssues(),
                said.createdAt(),
                pushed == null ? null : version(pushed),
                version(said.asOf()));
    }

    /**
     * A removal holds from here at least: vendors date it by an older change, and what was said in between goes too.
     */
    Instant removal(RepositoryRemoved said) {
        Instant version = version(said.at());
        return version.isAfter(at) ? version : at;
    }

    Label heard(Label said) {
        return said.saidAt(version(said.asOf()));
    }

    PullRequest heard(PullRequest said) {
        return said.saidAt(version(said.updatedAt()));
    }

    Invoice heard(Invoice said) {
        return said.saidAt(version(said.updatedAt()));
    }

    Payment heard(Payment said) {
        return said.saidAt(version(said.updatedAt()));
    }

    Credit heard(Credit said) {
        return said.saidAt(version(said.updatedAt()));
    }
}
