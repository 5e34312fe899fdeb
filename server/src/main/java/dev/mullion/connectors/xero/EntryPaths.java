package dev.mullion.connectors.xero;

import dev.mullion.connectors.KeptPath.Kind;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.PrivateText;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.BookId;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.vendors.Vendor;
import dev.mullion.telemetry.vendors.VendorCatalogue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What invoices, credits and payments have alike. */
final class EntryPaths {

    private static final int LONGEST_ID = 64;

    private final Slot<String> id;
    private final Slot<LocalDate> day;
    private final Slot<Instant> date;
    private final Slot<Instant> updated;

    EntryPaths(AllowList.Builder element, String idName) {
        id = element.pointer(idName, LONGEST_ID);
        day = element.date("DateString");
        date = element.instant("Date");
        updated = element.instant("UpdatedDateUTC");
    }

    BookId id(Reading reading, UUID source) {
        try {
            return new BookId(source, reading.require(id));
        } catch (IllegalArgumentException _) {
            throw reading.refusal(id, "an id of letters, digits and hyphens");
        }
    }

    /**
     * The calendar's day as the organisation wrote it; only where that is missing the instant's, which Xero sets at
     * midnight UTC.
     */
    LocalDate day(Reading reading) {
        LocalDate said = reading.get(day);
        return said == null ? day(reading.require(date)) : said;
    }

    Instant updated(Reading reading) {
        return reading.require(updated);
    }

    static LocalDate day(Instant midnight) {
        return LocalDate.ofInstant(midnight, ZoneOffset.UTC);
    }

    static CurrencyCode currency(Reading reading, Slot<String> slot) {
        try {
            return new CurrencyCode(reading.require(slot));
        } catch (IllegalArgumentException _) {
            throw reading.refusal(slot, "a currency of three letters");
        }
    }

    /**
     * Xero writes two decimals for every currency; what a currency has no unit for is rounded, the half away from zero.
     */
    static Money money(Reading reading, Slot<BigDecimal> slot, CurrencyCode currency) {
        BigDecimal amount = reading.get(slot);
        try {
            return amount == null ? Money.zero(currency) : Money.rounded(amount, currency);
        } catch (ArithmeticException _) {
            throw reading.refusal(slot, "an amount below 2^63 minor units");
        }
    }

    static Money needed(Reading reading, Slot<BigDecimal> slot, CurrencyCode currency) {
        reading.require(slot);
        return money(reading, slot, currency);
    }

    static Slot<String> currencyOf(AllowList.Builder element, String path) {
        return element.text(path, Kind.STAGE, 4);
    }

    /** The contact: a keyed hash, and of a supplier the business of the catalogue that its name means. */
    static final class Contact {

        private final Slot<PrivateText> id;
        private final Slot<PrivateText> name;

        Contact(AllowList.Builder element) {
            id = element.hashed("Contact.ContactID");
            name = element.compared("Contact.Name");
        }

        @Nullable IdHash hash(Reading reading, IdHasher hasher) {
            PrivateText said = reading.get(id);
            return said == null ? null : PrivateText.hash(hasher, "xero.contact", 0, said);
        }

        @Nullable String vendor(Reading reading) {
            PrivateText said = reading.get(name);
            return said == null
                    ? null
                    : said.compare(VendorCatalogue.shipped()::named)
                            .map(Vendor::id)
                            .orElse(null);
        }
    }
}
