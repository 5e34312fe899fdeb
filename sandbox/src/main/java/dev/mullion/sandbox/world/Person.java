package dev.mullion.sandbox.world;

import java.time.ZoneId;

/** Somebody with an account: where they live, and at which local hour their day starts. A bot has no hours. */
public record Person(long id, String login, String name, String email, ZoneId zone, int starts, boolean bot) {

    static final int WORKING_HOURS = 9;

    public Person {
        if (starts < 0 || starts + WORKING_HOURS > 24) {
            throw new IllegalArgumentException(
                    "a working day must end before midnight, " + login + " starts at " + starts);
        }
    }

    int ends() {
        return starts + WORKING_HOURS;
    }
}
