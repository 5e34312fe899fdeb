package dev.mullion.web;

import dev.mullion.telemetry.engineering.Overview.Measure;
import dev.mullion.telemetry.engineering.Overview.Week;
import dev.mullion.web.view.chart.Plot;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Weeks as charts. Weeks before the first fact are a gap: nothing is known of them, which is not zero. */
record WeekPlots(Wording wording, List<Week> weeks) {

    Plot stages() {
        List<Plot.Key> keys = weeks.stream()
                .limit(1)
                .flatMap(week -> week.stages().stream())
                .map(stage -> new Plot.Key(
                        stage.metric().name(), stage.metric().name().toLowerCase(Locale.ROOT)))
                .toList();
        return new Plot(
                "cycle",
                "Cycle time by week",
                "Medians of the four stages in hours, by the week of the merge.",
                "Week of",
                "h",
                keys,
                slots(week -> week.merged() == 0
                        ? List.of()
                        : week.stages().stream().map(this::hours).toList()));
    }

    Plot merged() {
        long last = weeks.size() < 2 ? 0 : weeks.get(weeks.size() - 2).merged();
        return new Plot(
                "throughput",
                "Merged a week",
                wording.count(last, "pull request was", "pull requests were") + " merged last week.",
                "Week of",
                "",
                List.of(new Plot.Key("Merged", "engineering")),
                slots(week -> List.of(new Plot.Part(week.merged(), wording.count(week.merged())))));
    }

    private List<Plot.Slot> slots(Function<Week, List<Plot.Part>> parts) {
        List<Plot.Slot> slots = new ArrayList<>();
        boolean known = false;
        for (int i = 0; i < weeks.size(); i++) {
            Week week = weeks.get(i);
            known |= week.opened() + week.merged() > 0;
            String tick = week.monday().getDayOfMonth() <= 7
                    ? week.monday().getMonth().getDisplayName(TextStyle.SHORT, wording.locale())
                    : null;
            slots.add(new Plot.Slot(
                    wording.date(week.monday().atStartOfDay(ZoneOffset.UTC).toInstant()),
                    tick,
                    i == weeks.size() - 1,
                    known ? parts.apply(week) : List.of()));
        }
        return slots;
    }

    private Plot.Part hours(Measure measure) {
        Duration median = measure.median();
        return median == null
                ? new Plot.Part(0, "–")
                : new Plot.Part(
                        median.toSeconds() / 3600.0, wording.elapsed(median).text());
    }
}
