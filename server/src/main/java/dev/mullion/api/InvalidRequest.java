package dev.mullion.api;

import dev.mullion.identity.http.Problem;
import java.util.List;

/** The request is refused for what is written in it: every fault at once. */
final class InvalidRequest extends RuntimeException {

    private final transient List<Problem.Fault> faults;

    InvalidRequest(List<Problem.Fault> faults) {
        super("the request has " + faults.size() + " faults", null, false, false);
        this.faults = List.copyOf(faults);
    }

    InvalidRequest(Problem.Fault fault) {
        this(List.of(fault));
    }

    List<Problem.Fault> faults() {
        return faults;
    }
}
