package dev.mullion.tenancy;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a log may say of a failure: kinds and places, a database's error code, and no message. Messages quote what was
 * asked for and what stood in a row: links, addresses, a tenant's values.
 */
public final class FailureTrace {

    private static final int MOST_KINDS = 8;
    private static final int MOST_PLACES = 60;

    private FailureTrace() {}

    /** Several lines: of the failure and of its causes, at most eight, the class and at most 60 places each. */
    public static String of(Throwable failure) {
        return Stream.iterate(failure, found -> found != null, Throwable::getCause)
                .limit(MOST_KINDS)
                .map(FailureTrace::one)
                .collect(Collectors.joining("\ncaused by "));
    }

    private static String one(Throwable failure) {
        StackTraceElement[] places = failure.getStackTrace();
        String shown = Arrays.stream(places)
                .limit(MOST_PLACES)
                .map(place -> "\n\tat " + place)
                .collect(Collectors.joining());
        String rest = places.length > MOST_PLACES ? "\n\t... " + (places.length - MOST_PLACES) + " more" : "";
        return kind(failure) + shown + rest;
    }

    private static String kind(Throwable failure) {
        String name = failure.getClass().getName();
        return failure instanceof SQLException sql ? name + " (SQLSTATE " + sql.getSQLState() + ")" : name;
    }
}
