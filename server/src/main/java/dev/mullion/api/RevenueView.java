package dev.mullion.api;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Subscription;
import dev.mullion.telemetry.SubscriptionId;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.revenue.Bridge;
import dev.mullion.telemetry.revenue.Mrr;
import dev.mullion.telemetry.revenue.MrrDefinition;
import dev.mullion.telemetry.revenue.Remark;
import dev.mullion.telemetry.revenue.Revenue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Revenue as the API shows it: every amount with its currency, and in how many decimals its minor units are. */
final class RevenueView {

    private RevenueView() {}

    /** @param amount in whole units of the currency, as a text that loses nothing */
    record Amount(String currency, long minor, int digits, String amount) {

        static Amount of(Money money) {
            return new Amount(
                    money.currency().code(),
                    money.minor(),
                    money.currency().digits(),
                    money.amount().toPlainString());
        }
    }

    record DefinitionView(String id, int version, String sentence, List<String> rules) {

        static DefinitionView of(MrrDefinition definition) {
            return new DefinitionView(definition.id(), definition.version(), definition.sentence(), definition.rules());
        }
    }

    record RemarkView(String remark, String sentence, boolean doubt, long subscriptions) {

        static RemarkView of(Remark remark, long subscriptions) {
            return new RemarkView(Words.of(remark), remark.sentence(), remark.isDoubt(), subscriptions);
        }
    }

    record SumView(long subscriptions, Amount net, Amount list, Amount trial, Amount paused, Amount scheduledChurn) {

        static SumView of(Mrr.Sum sum) {
            return new SumView(
                    sum.subscriptions(),
                    Amount.of(sum.net()),
                    Amount.of(sum.list()),
                    Amount.of(sum.trial()),
                    Amount.of(sum.paused()),
                    Amount.of(sum.scheduledChurn()));
        }
    }

    record MrrView(
            DefinitionView definition,
            Instant at,
            String mode,
            long subscriptions,
            long customers,
            List<SumView> sums,
            List<RemarkView> remarks) {

        static MrrView of(Mrr mrr) {
            return new MrrView(
                    DefinitionView.of(mrr.definition()),
                    mrr.at(),
                    modeOf(mrr.live()),
                    mrr.subscriptions(),
                    mrr.customers(),
                    mrr.sums().stream().map(SumView::of).toList(),
                    mrr.remarks().entrySet().stream()
                            .map(one -> RemarkView.of(one.getKey(), one.getValue()))
                            .toList());
        }
    }

    record SpanView(
            Amount start,
            Amount arrived,
            Amount reactivated,
            Amount expanded,
            Amount contracted,
            Amount churned,
            Amount rounding,
            Amount end) {

        static SpanView of(Bridge.Span span) {
            return new SpanView(
                    Amount.of(span.start()),
                    Amount.of(span.arrived()),
                    Amount.of(span.reactivated()),
                    Amount.of(span.expanded()),
                    Amount.of(span.contracted()),
                    Amount.of(span.churned()),
                    Amount.of(span.rounding()),
                    Amount.of(span.end()));
        }
    }

    record MovementView(
            String kind,
            @Nullable String customerHash,
            @Nullable String alias,
            Amount before,
            Amount after,
            List<String> subscriptions) {

        /** @param aliases of the customers that have one */
        static MovementView of(Bridge.Movement movement, Map<IdHash, String> aliases) {
            return new MovementView(
                    Words.of(movement.kind()),
                    FinanceViews.hashOf(movement.customer()),
                    FinanceViews.aliasOf(movement.customer(), aliases),
                    Amount.of(movement.before()),
                    Amount.of(movement.after()),
                    movement.subscriptions().stream().map(SubscriptionId::value).toList());
        }
    }

    record BridgeView(
            DefinitionView definition,
            Instant from,
            Instant until,
            String mode,
            List<SpanView> spans,
            List<MovementView> movements,
            long allMovements) {

        static BridgeView of(Bridge bridge, Map<IdHash, String> aliases) {
            return new BridgeView(
                    DefinitionView.of(bridge.definition()),
                    bridge.from(),
                    bridge.until(),
                    modeOf(bridge.live()),
                    bridge.spans().stream().map(SpanView::of).toList(),
                    bridge.movements().stream()
                            .map(movement -> MovementView.of(movement, aliases))
                            .toList(),
                    bridge.all());
        }
    }

    record SubscriptionView(
            String id,
            @Nullable String customerHash,
            @Nullable String alias,
            String status,
            String counted,
            List<Amount> list,
            List<Amount> net,
            List<String> remarks,
            int items,
            Instant startedAt,
            @Nullable Instant endedAt,
            Instant since,
            Instant asOf) {

        static SubscriptionView of(Revenue.Entry entry, Map<IdHash, String> aliases) {
            Subscription said = entry.version().said();
            return new SubscriptionView(
                    said.id().value(),
                    FinanceViews.hashOf(said.customer()),
                    FinanceViews.aliasOf(said.customer(), aliases),
                    Words.of(said.standing().status()),
                    Words.of(entry.moment()),
                    entry.list().stream().map(Amount::of).toList(),
                    entry.net().stream().map(Amount::of).toList(),
                    entry.remarks().stream().map(Words::of).sorted().toList(),
                    said.items().size(),
                    said.times().startedAt(),
                    said.times().endedAt(),
                    entry.version().since(),
                    said.asOf());
        }
    }

    private static String modeOf(boolean live) {
        return live ? "live" : "test";
    }
}
