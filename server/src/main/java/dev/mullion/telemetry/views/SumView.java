package dev.mullion.telemetry.views;

import dev.mullion.telemetry.money.Money;

/** An amount of finance. */
record SumView(String currency, String amount) {

    static SumView of(Money sum) {
        return new SumView(sum.currency().code(), Words.of(sum));
    }
}
