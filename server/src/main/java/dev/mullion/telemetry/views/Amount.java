package dev.mullion.telemetry.views;

import dev.mullion.telemetry.money.Money;

/**
 * An amount of recurring revenue.
 *
 * @param digits in how many decimals of the currency its minor units are
 * @param amount in whole units, as a text that loses nothing
 */
record Amount(String currency, long minor, int digits, String amount) {

    static Amount of(Money money) {
        return new Amount(
                money.currency().code(), money.minor(), money.currency().digits(), Words.of(money));
    }
}
