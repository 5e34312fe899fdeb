package dev.mullion.telemetry.views;

import dev.mullion.telemetry.revenue.Mrr;
import dev.mullion.telemetry.revenue.MrrDefinition;
import dev.mullion.telemetry.revenue.Remark;
import java.time.Instant;
import java.util.List;

/** Monthly recurring revenue at a moment, each currency by itself, with what is to be said of the number. */
public record MrrView(
        Counted definition,
        Instant at,
        String mode,
        long subscriptions,
        long customers,
        List<Sum> sums,
        List<Remarked> remarks) {

    public static MrrView of(Mrr mrr) {
        return new MrrView(
                Counted.of(mrr.definition()),
                mrr.at(),
                Words.mode(mrr.live()),
                mrr.subscriptions(),
                mrr.customers(),
                mrr.sums().stream().map(Sum::of).toList(),
                mrr.remarks().entrySet().stream()
                        .map(one -> Remarked.of(one.getKey(), one.getValue()))
                        .toList());
    }

    /** By which rules. */
    record Counted(String id, int version, String sentence, List<String> rules) {

        static Counted of(MrrDefinition definition) {
            return new Counted(definition.id(), definition.version(), definition.sentence(), definition.rules());
        }
    }

    record Sum(long subscriptions, Amount net, Amount list, Amount trial, Amount paused, Amount scheduledChurn) {

        static Sum of(Mrr.Sum sum) {
            return new Sum(
                    sum.subscriptions(),
                    Amount.of(sum.net()),
                    Amount.of(sum.list()),
                    Amount.of(sum.trial()),
                    Amount.of(sum.paused()),
                    Amount.of(sum.scheduledChurn()));
        }
    }

    record Remarked(String remark, String sentence, boolean doubt, long subscriptions) {

        static Remarked of(Remark remark, long subscriptions) {
            return new Remarked(Words.of(remark), remark.sentence(), remark.isDoubt(), subscriptions);
        }
    }
}
