package dev.mullion.sandbox.world;

import java.time.Instant;
import java.util.List;

/**
 * A repository of a synthetic company.
 *
 * @param key unique over all companies; the vendor's id follows from it
 * @param pace pull requests opened by people on an ordinary working day
 * @param change the one thing that happens to the repository itself, or none
 */
public record Repository(
        int key,
        String name,
        String language,
        boolean isPrivate,
        double pace,
        int kilobytes,
        Instant createdAt,
        List<RepositoryChange> change) {

    public static final String DEFAULT_BRANCH = "main";

    /** What outsiders see of a repository at one moment. */
    public record Face(String name, boolean isPrivate, boolean archived) {}

    public Repository {
        change = List.copyOf(change);
        if (pace < 0 || change.size() > 1) {
            throw new IllegalArgumentException(name + ": needs a pace of 0 or more and at most one change");
        }
    }

    public long id() {
        return 710_000_000L + key * 1_013L;
    }

    public Face faceAt(Instant at) {
        var face = new Face(name, isPrivate, false);
        for (RepositoryChange each : change) {
            face = each.at().isAfter(at) ? each.before(face) : each.after(face);
        }
        return face;
    }

    /** Nothing is opened in a repository that is not there yet, or is archived. */
    boolean takesWorkAt(Instant at) {
        return !at.isBefore(createdAt) && !faceAt(at).archived();
    }

    /** How many numbers a day may use up; a day's pull requests are numbered within its own block. */
    int numbersADay() {
        return (int) Math.ceil(pace * 2.5) + 5;
    }
}
