package dev.mullion.web;

import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.trust.Evidence;
import dev.mullion.trust.Finding;
import dev.mullion.trust.State;
import dev.mullion.trust.Trust;

/** Takes out of the evidence what would tell a stranger how to come in: that something failed stays, how goes. */
final class Discretion {

    private static final String KEPT_BACK = "it failed; how is shown to who is signed in";

    private Discretion() {}

    static Trust.Line forStrangers(Trust.Line line) {
        return line.state() instanceof State.Failed(var last)
                ? new Trust.Line(line.promise(), new State.Failed(without(last)))
                : line.state() instanceof State.Late(var last)
                        ? new Trust.Line(line.promise(), new State.Late(without(last)))
                        : line;
    }

    private static Evidence without(Evidence evidence) {
        return evidence.finding() instanceof Finding.Tried(var checks)
                ? new Evidence(
                        evidence.at(),
                        evidence.took(),
                        new Finding.Tried(
                                checks.stream().map(Discretion::without).toList()))
                : evidence;
    }

    private static Check without(Check check) {
        return check.outcome() == Outcome.FAILED ? Check.failed(check.name(), KEPT_BACK) : check;
    }
}
