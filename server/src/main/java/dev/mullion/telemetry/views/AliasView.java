package dev.mullion.telemetry.views;

import dev.mullion.telemetry.Alias;

/** What members call a customer; printed as a text it is the hash alone. */
public record AliasView(String customerHash, String alias) {

    public static AliasView of(Alias alias) {
        return new AliasView(alias.customer().value().toString(), alias.text());
    }

    @Override
    public String toString() {
        return customerHash;
    }
}
