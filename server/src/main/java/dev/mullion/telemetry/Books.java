package dev.mullion.telemetry;

import dev.mullion.telemetry.money.CurrencyCode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * One account's books as a whole.
 *
 * @param zone where a day begins for them: what is due today is not late
 * @param asOf when it was read; an older statement never replaces a newer one
 */
public record Books(UUID source, CurrencyCode baseCurrency, ZoneId zone, Instant asOf) implements Fact {

    @Override
    public int bytesKept() {
        return 16 + 3 + 8 + zone.getId().length();
    }
}
