package dev.mullion.telemetry;

import dev.mullion.telemetry.money.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.util.regex.Pattern;

/**
 * What one service of one provider cost in one month, as whoever imported it states it.
 *
 * @param amount negative where more was credited than charged
 * @param asOf the importer's version of this statement; an older one never replaces a newer one
 */
public record InfrastructureCost(Id id, Money amount, Instant asOf) implements Fact {

    /**
     * Of what.
     *
     * @param source the importer's word for where the figures come from: what one source says never replaces what
     *     another does
     * @param provider a word that names a business
     * @param service a word of the provider's; empty: all that it bills together
     */
    public record Id(String source, String provider, String service, YearMonth month) {

        private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");

        public Id {
            if (!WORD.matcher(source).matches()
                    || !WORD.matcher(provider).matches()
                    || (!service.isEmpty() && !WORD.matcher(service).matches())) {
                throw new IllegalArgumentException(
                        "source, provider and service are words of a-z, 0-9, '.', '_' and '-'");
            }
        }
    }

    @Override
    public int bytesKept() {
        return id.source().length() + id.provider().length() + id.service().length() + 4 + 3 + 8 + 8;
    }
}
