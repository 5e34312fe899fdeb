package dev.mullion.web;

import dev.mullion.telemetry.ComplianceTask;
import dev.mullion.telemetry.ComplianceTask.Severity;
import dev.mullion.telemetry.ComplianceTask.State;
import dev.mullion.telemetry.risk.ComplianceTasks;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Facts.Row;
import dev.mullion.web.view.part.StateWord;
import dev.mullion.web.view.part.Wording;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Compliance tasks as people read them. A task is late from the day after its day, by UTC. */
record TaskWords(Wording wording) {

    static final List<Column> COLUMNS = List.of(
            Column.of("Task"),
            Column.of("Source"),
            Column.of("Severity"),
            Column.of("State"),
            Column.of("Due"),
            Column.of("Late"),
            Column.of("As of"));

    LocalDate today() {
        return LocalDate.ofInstant(wording.now(), ZoneOffset.UTC);
    }

    Row row(ComplianceTask task) {
        return Row.of(
                Cell.code(task.id().task()),
                Cell.text(task.id().source()),
                Cell.state(severity(task.severity())),
                Cell.text(words(task.state())),
                task.dueOn() == null ? Cell.nothing() : Cell.text(FinanceWords.day(wording, task.dueOn())),
                late(task),
                Cell.moment(wording.moment(task.asOf())));
    }

    private Cell late(ComplianceTask task) {
        LocalDate due = task.dueOn();
        boolean isUndone = task.state() == State.OPEN || task.state() == State.IN_PROGRESS;
        if (due == null || !isUndone || !due.isBefore(today())) {
            return Cell.nothing();
        }
        return Cell.state(StateWord.waits(wording.count(ChronoUnit.DAYS.between(due, today()), "day", "days")));
    }

    /** Such as "11 tasks are to be done, 3 of them late". */
    static String sentence(Wording wording, List<ComplianceTasks.Count> counts) {
        long undone = counts.stream().mapToLong(ComplianceTasks.Count::undone).sum();
        long late = counts.stream().mapToLong(ComplianceTasks.Count::late).sum();
        return wording.count(undone, "task is", "tasks are") + " to be done, " + wording.count(late)
                + " of them past the day, by UTC, on which they were due. As it was imported; nothing here was read from a"
                + " vendor.";
    }

    static String words(Severity severity) {
        return switch (severity) {
            case LOW -> "Low";
            case MEDIUM -> "Medium";
            case HIGH -> "High";
            case CRITICAL -> "Critical";
        };
    }

    /** Colour is for what needs a person. */
    private static StateWord severity(Severity severity) {
        return switch (severity) {
            case LOW, MEDIUM -> StateWord.quiet(words(severity));
            case HIGH -> StateWord.waits(words(severity));
            case CRITICAL -> StateWord.refused(words(severity));
        };
    }

    private static String words(State state) {
        return switch (state) {
            case OPEN -> "Open";
            case IN_PROGRESS -> "In progress";
            case DONE -> "Done";
            case DISMISSED -> "Dismissed";
        };
    }
}
