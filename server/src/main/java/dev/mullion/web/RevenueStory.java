package dev.mullion.web;

import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.revenue.Bridge;
import dev.mullion.telemetry.revenue.Bridge.Kind;
import dev.mullion.telemetry.revenue.Mrr;
import dev.mullion.telemetry.revenue.MrrDefinition;
import dev.mullion.telemetry.revenue.Revenue;
import dev.mullion.telemetry.revenue.Revenue.Standing;
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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Monthly recurring revenue now, and how it came there in thirty days. */
@Component
class RevenueStory {

    static final Duration BACK = Duration.ofDays(30);

    /**
     * Nothing is converted, so that amounts of two currencies cannot be compared: what most subscriptions are paid in.
     */
    private static final Comparator<Mrr.Sum> MOST_USED = Comparator.comparingLong(Mrr.Sum::subscriptions);

    private final Revenue revenue;

    RevenueStory(Revenue revenue) {
        this.revenue = revenue;
    }

    /**
     * What Finance shows of it.
     *
     * @param stories one for each currency; none where no subscription is known
     * @param sums what is counted, one of each currency
     */
    record Told(List<FinancePage.Recurring> stories, List<Money> sums) {
        Told {
            stories = List.copyOf(stories);
            sums = List.copyOf(sums);
        }
    }

    Told of(Visit visit) {
        Instant now = now(visit.wording());
        Mrr mrr = revenue.mrr(now, true);
        Bridge bridge = revenue.bridge(now.minus(BACK), now, true);
        return new Told(
                bridge.spans().stream()
                        .sorted(Comparator.comparingLong((Bridge.Span span) -> subscriptionsIn(mrr, span))
                                .reversed())
                        .map(span -> recurring(visit, mrr, bridge, span))
                        .toList(),
                mrr.sums().stream().map(Mrr.Sum::net).toList());
    }

    private static Instant now(Wording wording) {
        return wording.now().truncatedTo(ChronoUnit.MICROS);
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
    Stream<Trend> now(Visit visit, ConvertedStory.Rated rated) {
        Wording wording = visit.wording();
        Mrr mrr = revenue.mrr(now(wording), true);
        List<Money> all = mrr.sums().stream().map(Mrr.Sum::net).toList();
        return mrr.sums().stream()
                .max(MOST_USED)
                .map(sum -> new Trend(
                        new Figure(
                                "recurring-revenue",
                                "Recurring revenue a month",
                                FinanceWords.number(wording, sum.net()),
                                sum.net().currency().code(),
                                (sum.scheduledChurn().minor() == 0
                                                ? "after discounts"
                                                : FinanceWords.money(wording, sum.scheduledChurn())
                                                        + " of it is cancelled")
                                        + rated.beside(all),
                                MrrDefinition.FIRST.sentence() + rated.definition(),
                                new Link(
                                        wording.count(sum.subscriptions(), "subscription", "subscriptions"),
                                        subscriptions(visit, sum.net().currency(), Standing.COUNTED))),
                        Sparkline.of("now alone", List.of())))
                .stream();
    }

    private static String subscriptions(Visit visit, CurrencyCode currency, Standing standing) {
        return visit.href(Place.FINANCE) + "/subscriptions?currency=" + currency + "&counted="
                + FinanceWords.word(standing);
    }

    private static FinancePage.Recurring recurring(Visit visit, Mrr mrr, Bridge bridge, Bridge.Span span) {
        return new FinancePage.Recurring(
                span.currency().code(),
                Ranks.of(
                        "Recurring revenue a month over 30 days, " + span.currency(),
                        "What happened",
                        "A month",
                        bars(new Bar(visit, span.currency()), bridge, span)),
                (span.isStill() ? "Nothing moved in 30 days. " : "") + sentence(visit.wording(), mrr, span),
                links(visit, mrr, span),
                bridge.definition().sentence());
    }

    /** Where nothing moved, the two ends alone. */
    private static List<Ranks.Item> bars(Bar bar, Bridge bridge, Bridge.Span span) {
        String counted = subscriptions(bar.visit(), span.currency(), Standing.COUNTED);
        Ranks.Item start = bar.of("30 days ago", span.start(), counted + "&at=" + bridge.from());
        Ranks.Item end = bar.of("Now", span.end(), counted);
        return span.isStill()
                ? List.of(start, end)
                : List.of(
                        start,
                        bar.of(Kind.NEW, span.arrived(), Tone.QUIET),
                        bar.of(Kind.REACTIVATION, span.reactivated(), Tone.QUIET),
                        bar.of(Kind.EXPANSION, span.expanded(), Tone.QUIET),
                        bar.of(Kind.CONTRACTION, span.contracted(), Tone.WAITS),
                        bar.of(Kind.CHURN, span.churned(), Tone.REFUSED),
                        end);
    }

    /** To the subscriptions of the sums that the sentence tells of. */
    private static List<Link> links(Visit visit, Mrr mrr, Bridge.Span span) {
        return in(mrr, span).stream()
                .flatMap(sum -> Stream.of(
                        new Link(
                                visit.wording().count(sum.subscriptions(), "subscription", "subscriptions"),
                                subscriptions(visit, span.currency(), Standing.COUNTED)),
                        sum.trial().minor() == 0
                                ? null
                                : new Link("in trials", subscriptions(visit, span.currency(), Standing.TRIAL)),
                        sum.paused().minor() == 0
                                ? null
                                : new Link("paused", subscriptions(visit, span.currency(), Standing.PAUSED)),
                        new Link(
                                "movements by month",
                                visit.href(Place.FINANCE) + "/movements?currency=" + span.currency())))
                .filter(Objects::nonNull)
                .toList();
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

    /** The bars of one currency's bridge, each of which leads to what it is made of. */
    private record Bar(Visit visit, CurrencyCode currency) {

        Ranks.Item of(Kind kind, Money sum, Tone tone) {
            String at =
                    visit.href(Place.FINANCE) + "/movements?currency=" + currency + "&kind=" + FinanceWords.word(kind);
            return item(FinanceWords.words(kind), sum, tone, sum.minor() == 0 ? null : at);
        }

        Ranks.Item of(String label, Money sum, String at) {
            return item(label, sum, Tone.QUIET, at);
        }

        private Ranks.Item item(String label, Money sum, Tone tone, @Nullable String at) {
            return new Ranks.Item(
                    label, Math.abs(sum.amount().doubleValue()), FinanceWords.money(visit.wording(), sum), tone, at);
        }
    }
}
