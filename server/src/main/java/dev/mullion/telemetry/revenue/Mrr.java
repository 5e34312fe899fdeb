package dev.mullion.telemetry.revenue;

import dev.mullion.telemetry.money.Money;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Monthly recurring revenue at a moment.
 *
 * @param live whether of live mode; else of test mode
 * @param subscriptions how many are counted
 * @param customers how many different customers have these
 * @param sums one for each currency, in their order
 * @param remarks how many subscriptions each is about
 */
public record Mrr(
        MrrDefinition definition,
        Instant at,
        boolean live,
        long subscriptions,
        long customers,
        List<Sum> sums,
        SortedMap<Remark, Long> remarks) {

    public Mrr {
        sums = List.copyOf(sums);
        remarks = Collections.unmodifiableSortedMap(new TreeMap<>(remarks));
    }

    /**
     * One currency.
     *
     * @param subscriptions how many are counted in it
     * @param list without discounts
     * @param net with those that last: what is called MRR
     * @param trial net, of trials
     * @param paused net, of what is not collected
     * @param scheduledChurn the part of {@code net} that is cancelled and has not ended
     */
    public record Sum(long subscriptions, Money list, Money net, Money trial, Money paused, Money scheduledChurn) {}
}
