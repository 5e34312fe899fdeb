package dev.mullion.telemetry.views;

import dev.mullion.telemetry.finance.Rates;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rates at which a workspace converts.
 *
 * @param reporting null where nothing is converted
 */
public record RatesView(@Nullable String reporting, List<Rate> rates) {

    public static RatesView of(Optional<Rates> given) {
        return given.map(rates -> new RatesView(
                        rates.reporting().code(),
                        rates.rates().stream().map(Rate::of).toList()))
                .orElseGet(() -> new RatesView(null, List.of()));
    }

    record Rate(String currency, String rate, LocalDate asOf) {

        static Rate of(dev.mullion.telemetry.finance.Rate rate) {
            return new Rate(rate.currency().code(), rate.rate().toPlainString(), rate.asOf());
        }
    }
}
