package dev.mullion.web;

import dev.mullion.connectors.Manifest;
import dev.mullion.egress.Budget.Rate;
import dev.mullion.egress.Budget.Reach;
import dev.mullion.ingest.sync.SyncRun;
import dev.mullion.ingest.sync.SyncRun.Budget;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What vendors leave of their budgets, as sentences. */
final class BudgetWords {

    /** What is told without a whole is compared by its kind: a minute is over soon, a day is not. */
    private static final Comparator<Budget> SCARCEST_FIRST = Comparator.comparing(
                    Budget::share, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Budget::kind);

    private BudgetWords() {}

    /** What is left by the newest of these runs whose vendor said so, as far as that still means something. */
    static List<String> left(List<SyncRun> newest, String vendor, Wording wording) {
        return newest.stream()
                .filter(run -> !run.budgets().isEmpty())
                .findFirst()
                .map(run -> left(run, vendor, wording))
                .orElse(List.of());
    }

    /** What is left by what the vendor said in this run, as far as that still means something. */
    static List<String> left(SyncRun run, String vendor, Wording wording) {
        return run.budgets().stream()
                .filter(budget -> budget.isMeantAt(wording.now()))
                .sorted(SCARCEST_FIRST)
                .map(budget -> amount(budget, wording) + " left" + until(budget, vendor, wording))
                .toList();
    }

    /** What was left when a run ended, long ago or just now. */
    static List<String> atTheEnd(SyncRun run, Wording wording) {
        return run.budgets().stream()
                .sorted(SCARCEST_FIRST)
                .map(budget -> amount(budget, wording) + " left at its end")
                .toList();
    }

    /** How often Mullion asks at most of its own accord, where the vendor does not say what it leaves. */
    static Optional<String> own(Manifest manifest, Wording wording) {
        return manifest.reach().budgets().stream()
                .filter(budget -> budget.reach() == Reach.ACCOUNT && budget instanceof Rate)
                .map(Rate.class::cast)
                .min(Comparator.comparing(Rate::per))
                .map(rate -> manifest.vendor() + " does not say what it leaves; Mullion asks it at most "
                        + wording.count(rate.calls(), "time", "times") + " in " + time(rate.per()));
    }

    private static String time(Duration per) {
        if (per.equals(Duration.ofSeconds(1))) {
            return "a second";
        }
        if (per.equals(Duration.ofMinutes(1))) {
            return "a minute";
        }
        return per.equals(Duration.ofHours(1)) ? "an hour" : per.toSeconds() + " seconds";
    }

    private static String amount(Budget budget, Wording wording) {
        Long most = budget.most();
        String count = wording.count(budget.left()) + (most == null ? "" : " of " + wording.count(most));
        long ofWhichMany = most == null ? budget.left() : most;
        String things = switch (budget.kind()) {
            case POINTS -> ofWhichMany == 1 ? " point" : " points";
            case REQUESTS, DAY, MINUTE -> ofWhichMany == 1 ? " request" : " requests";
        };
        String of = switch (budget.kind()) {
            case POINTS -> " of GraphQL";
            case DAY -> " of the day";
            case MINUTE -> " of the minute";
            case REQUESTS -> "";
        };
        return count + things + of;
    }

    private static String until(Budget budget, String vendor, Wording wording) {
        Instant until = budget.until();
        return until == null
                ? ", as " + vendor + " said " + wording.moment(budget.saidAt()).text()
                : " until " + wording.time(until);
    }
}
