package dev.mullion.web;

import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.revenue.Bridge;
import dev.mullion.telemetry.revenue.Mrr;
import dev.mullion.telemetry.revenue.MrrDefinition;
import dev.mullion.telemetry.revenue.Revenue;
import dev.mullion.web.view.FinancePage;
import dev.mullion.web.view.HomePage.Trend;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.chart.Ranks;
import dev.mullion.web.view.chart.Sparkline;
import dev.mullion.web.view.part.Figure;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Tone;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Monthly recurring revenue now, and how it came there in thirty days. */
@Component
class RevenueStory {

    private static final Duration BACK = Duration.ofDays(30);

    /**
     * Nothing is converted, so that amounts of two currencies cannot be compared: what most subscriptions are paid in.
     */
    private static final Comparator<Mrr.Sum> MOST_USED = Comparator.comparingLong(Mrr.Sum::subscriptions);

    private final Revenue revenue;

    RevenueStory(Revenue revenue) {
        this.revenue = revenue;
    }

    /** One for each currency; none where no subscription is known. */
    List<FinancePage.Recurring> of(Wording wording) {
        Instant now = wording.now().truncatedTo(ChronoUnit.MICROS);
        Mrr mrr = revenue.mrr(now, true);
        Bridge bridge = revenue.bridge(now.minus(BACK), now, true);
        return bridge.spans().stream()
                .sorted(Comparator.comparingLong((Bridge.Span span) -> subscriptionsIn(mrr, span))
                        .reversed())
                .map(span -> recurring(wording, mrr, bridge, span))
                .toList();
    }

    private static long subscriptionsIn(Mrr mrr, Bridge.Span span) {
        return in(mrr, span).map(Mrr.Sum::subscriptions).orElse(0L);
    }

    private static Optional<Mrr.Sum> in(Mrr mrr, Bridge.Span span) {
        return mrr.sums().stream()
                .filter(sum -> sum.net().currency().equals(span.currency()))
                .findFirst();
    }

    /** For Home, the currency that most are paid in; reads the subscriptions of this moment alone. */
    Stream<Trend> now(Visit visit) {
        Wording wording = visit.wording();
        Mrr mrr = revenue.mrr(wording.now().truncatedTo(ChronoUnit.MICROS), true);
        return mrr.sums().stream()
                .max(MOST_USED)
                .map(sum -> new Trend(
                        new Figure(
                                "recurring-revenue",
                                "Recurring revenue a month",
                                FinanceWords.number(wording, sum.net()),
                                sum.net().currency().code(),
                                sum.scheduledChurn().minor() == 0
                                        ? wording.count(sum.subscriptions(), "subscription", "subscriptions")
                                        : FinanceWords.money(wording, sum.scheduledChurn()) + " of it is cancelled",
                                MrrDefinition.FIRST.sentence(),
                                new Link("the bridge", visit.href(Place.FINANCE))),
                        Sparkline.of("now alone", List.of())))
                .stream();
    }

    private static FinancePage.Recurring recurring(Wording wording, Mrr mrr, Bridge bridge, Bridge.Span span) {
        return new FinancePage.Recurring(
                span.currency().code(),
                Ranks.of(
                        "Recurring revenue a month over 30 days, " + span.currency(),
                        "What happened",
                        "A month",
                        List.of(
                                item(wording, "30 days ago", span.start(), Tone.QUIET),
                                item(wording, "New", span.arrived(), Tone.QUIET),
                                item(wording, "Came back", span.reactivated(), Tone.QUIET),
                                item(wording, "Expansion", span.expanded(), Tone.QUIET),
                                item(wording, "Contraction", span.contracted(), Tone.WAITS),
                                item(wording, "Churn", span.churned(), Tone.REFUSED),
                                item(wording, "Now", span.end(), Tone.QUIET))),
                sentence(wording, mrr, span),
                bridge.definition().sentence());
    }

    private static String sentence(Wording wording, Mrr mrr, Bridge.Span span) {
        return in(mrr, span)
                .map(sum -> FinanceWords.money(wording, sum.net()) + " after discounts, "
                        + FinanceWords.money(wording, sum.list()) + " before. "
                        + FinanceWords.money(wording, sum.trial()) + " in trials and "
                        + FinanceWords.money(wording, sum.paused()) + " paused are not counted; "
                        + FinanceWords.money(wording, sum.scheduledChurn()) + " is cancelled and has not ended. "
                        + wording.count(mrr.subscriptions(), "subscription", "subscriptions") + " of "
                        + wording.count(mrr.customers(), "customer", "customers") + " in all currencies.")
                .orElse("");
    }

    private static Ranks.Item item(Wording wording, String label, Money sum, Tone tone) {
        return new Ranks.Item(
                label, Math.abs(sum.amount().doubleValue()), FinanceWords.money(wording, sum), tone, null);
    }
}
