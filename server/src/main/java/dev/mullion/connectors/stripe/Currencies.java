package dev.mullion.connectors.stripe;

import dev.mullion.telemetry.money.CurrencyCode;
import org.jspecify.annotations.Nullable;

/** Reads codes of currencies; a text that is none is no reason to refuse the page it stands on. */
final class Currencies {

    private Currencies() {}

    static @Nullable CurrencyCode of(@Nullable String code) {
        return code != null && code.matches("[A-Za-z]{3}") ? CurrencyCode.of(code) : null;
    }
}
