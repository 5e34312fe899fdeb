package dev.mullion.web;

import dev.mullion.identity.Caller;
import dev.mullion.telemetry.ComplianceTask;
import dev.mullion.telemetry.ComplianceTask.Severity;
import dev.mullion.telemetry.ComplianceTask.State;
import dev.mullion.telemetry.risk.ComplianceTasks;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.RiskPage;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Link;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Risk: the compliance tasks that were imported, what is due first at the top. */
@Controller
class RiskPages {

    private static final int A_PAGE = 100;
    private static final String AFTER = "after";

    private final Visits visits;
    private final ComplianceTasks tasks;

    RiskPages(Visits visits, ComplianceTasks tasks) {
        this.visits = visits;
        this.tasks = tasks;
    }

    @GetMapping("/w/{slug}/risk")
    ModelAndView page(
            @PathVariable("slug") String slug,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletRequest request) {
        TaskQuery query = TaskQuery.of(parameters);
        ComplianceTask after = after(parameters.getOrDefault(AFTER, ""));
        return visits.page(
                new Asked(slug, caller, request), Visit.RISK, "risk/page", visit -> page(visit, query, after));
    }

    private RiskPage page(Visit visit, TaskQuery query, @Nullable ComplianceTask after) {
        TaskWords words = new TaskWords(visit.wording());
        List<ComplianceTasks.Count> counts = tasks.counts(words.today());
        List<ComplianceTask> found = tasks.list(query.filter(words.today()), after, A_PAGE + 1);
        List<ComplianceTask> shown = found.subList(0, Math.min(A_PAGE, found.size()));
        String at = visit.href(Place.RISK);
        Link next = found.size() > shown.size()
                ? new Link("Next page", query.at(at, Map.of(AFTER, place(shown.getLast()))))
                : null;
        Link first = after == null ? null : new Link("First page", query.at(at, Map.of()));
        return new RiskPage(
                visit.still("Risk", Place.RISK),
                at,
                query.choices(),
                counts.isEmpty() ? empty() : null,
                TaskWords.sentence(visit.wording(), counts),
                new Facts(
                        "Compliance tasks",
                        TaskWords.COLUMNS,
                        shown.stream().map(words::row).toList(),
                        visit.wording().count(shown.size(), "task", "tasks")
                                + (first != null || next != null ? " on this page" : ""),
                        first,
                        next,
                        null));
    }

    private static EmptyState empty() {
        return new EmptyState(
                "No compliance task was imported yet.",
                "Import a file with bin/mullion import compliance, or send the tasks to the API. They have an id, a severity, a"
                        + " state and a day, and no title: a title may name anybody.",
                null);
    }

    private static String place(ComplianceTask last) {
        return (last.dueOn() == null ? "-" : last.dueOn().toString()) + "/"
                + last.id().source() + "/" + last.id().task();
    }

    private static @Nullable ComplianceTask after(String text) {
        if (text.isEmpty()) {
            return null;
        }
        String[] parts = text.split("/", 3);
        try {
            return new ComplianceTask(
                    new ComplianceTask.Id(parts[1], parts[2]),
                    Severity.LOW,
                    State.OPEN,
                    parts[0].equals("-") ? null : day(parts[0]),
                    Instant.EPOCH);
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException notAPlace) {
            throw new UnfitParameter(AFTER, EntryQuery.A_PLACE);
        }
    }

    /** Years beyond four digits are none that a column holds. */
    private static LocalDate day(String text) {
        if (text.length() > "2026-11-05".length()) {
            throw new IllegalArgumentException("a day has ten characters");
        }
        return LocalDate.parse(text);
    }
}
