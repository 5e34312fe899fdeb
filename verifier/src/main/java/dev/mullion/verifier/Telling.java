package dev.mullion.verifier;

import dev.mullion.verifier.bundle.Expected;
import dev.mullion.verifier.bundle.Finding;
import dev.mullion.verifier.bundle.Report;
import java.text.NumberFormat;
import java.util.Locale;

/** Says in plain words what holds, what does not, and what was not compared. */
final class Telling {

    private final NumberFormat numbers = NumberFormat.getIntegerInstance(Locale.ROOT);
    private final StringBuilder text = new StringBuilder();
    private final Report report;
    private final Expected expected;

    private Telling(Report report, Expected expected) {
        this.report = report;
        this.expected = expected;
    }

    static String of(Report report, Expected expected) {
        var telling = new Telling(report, expected);
        telling.whatWasRead();
        if (report.holds()) {
            telling.whatHolds();
            telling.whatWasCompared();
            telling.line("result", "holds");
        } else {
            telling.whatDoesNot();
            telling.line("result", "does not hold");
        }
        return telling.text.toString();
    }

    private void whatWasRead() {
        Report.Span span = report.span();
        line("log", span.origin());
        if (span.size() == span.from()) {
            line("events", "none");
        } else {
            line("events", index(span.from()) + " to " + index(span.size() - 1));
        }
        if (span.erased() > 0) {
            line("erased", "the content of " + number(span.erased()) + "; what stays of them is covered like the rest");
        }
        if (span.from() > 0) {
            line("not here", "the events before " + index(span.from()) + "; hashes stand for them");
        }
    }

    private void whatHolds() {
        Report.Trust trust = report.trust();
        line("holds", "every event is the one whose hash stands in the tree, in order, none missing");
        line(
                "holds",
                "checkpoints: " + number(trust.checkpoints()) + ", keys: " + number(trust.keys())
                        + "; the last covers all " + number(trust.signed()) + " events of the log");
    }

    private void whatWasCompared() {
        Report.Trust trust = report.trust();
        if (trust.pinned()) {
            line("holds", "the key you gave has signed this log");
        }
        if (trust.kept() > 0) {
            line("holds", "kept checkpoints: " + number(trust.kept()) + "; nothing that they cover was rewritten");
        }
        if (expected.isNothing()) {
            line("not known", "whether others were shown the same history: nothing from outside was compared");
            line("", "(--kept FILE with checkpoints from before, --key KEY with a key you trust)");
        }
    }

    private void whatDoesNot() {
        for (Finding finding : report.findings()) {
            line("fails", finding.fault().word() + " at " + index(finding.index()) + ": " + finding.words());
        }
        long more = report.faults() - report.findings().size();
        if (more > 0) {
            line("fails", "and " + number(more) + " more");
        }
        line(
                "",
                "the last checkpoint that holds covers " + number(report.trust().signed()) + " events");
    }

    private void line(String label, String words) {
        text.append(label).repeat(' ', 10 - label.length()).append(words).append('\n');
    }

    private String index(long index) {
        return "#" + number(index);
    }

    private String number(long number) {
        return numbers.format(number);
    }
}
