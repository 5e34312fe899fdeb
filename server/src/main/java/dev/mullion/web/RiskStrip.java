package dev.mullion.web;

import dev.mullion.telemetry.risk.ComplianceTasks;
import dev.mullion.web.view.HomePage.Domain;
import dev.mullion.web.view.HomePage.Trend;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.chart.Sparkline;
import dev.mullion.web.view.part.Figure;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import java.util.List;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** Risk on Home: the imported tasks that are to be done, and those that are late. */
@Component
class RiskStrip {

    private static final String DEFINITION =
            "Compliance tasks, as they were imported, that are open or in progress. Late is what was due before today, by UTC.";

    private final ComplianceTasks tasks;

    RiskStrip(ComplianceTasks tasks) {
        this.tasks = tasks;
    }

    Domain of(Visit visit) {
        Wording wording = visit.wording();
        List<ComplianceTasks.Count> counts = tasks.counts(new TaskWords(wording).today());
        if (counts.isEmpty()) {
            return Domain.arriving(
                    Place.RISK, "Arrives with imported compliance tasks, and with the Jira and Slack connections.");
        }
        String at = visit.href(Place.RISK);
        return new Domain(
                Place.RISK,
                at,
                null,
                List.of(
                        trend(
                                wording,
                                counts,
                                "Tasks to be done",
                                ComplianceTasks.Count::undone,
                                new Link("the tasks", at)),
                        trend(
                                wording,
                                counts,
                                "Late tasks",
                                ComplianceTasks.Count::late,
                                new Link("the late tasks", at + "?show=late"))),
                null);
    }

    private static Trend trend(
            Wording wording,
            List<ComplianceTasks.Count> counts,
            String label,
            ToLongFunction<ComplianceTasks.Count> count,
            Link facts) {
        return new Trend(
                new Figure(
                        label.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'),
                        label,
                        wording.count(counts.stream().mapToLong(count).sum()),
                        "",
                        null,
                        DEFINITION,
                        facts),
                Sparkline.of(
                        label + " by severity, the worst last",
                        counts.stream()
                                .map(one -> (Number) count.applyAsLong(one))
                                .toList()));
    }
}
