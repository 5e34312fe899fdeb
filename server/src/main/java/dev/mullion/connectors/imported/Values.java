package dev.mullion.connectors.imported;

import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Exponents;
import dev.mullion.telemetry.money.Money;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values that imports have. Each is judged where it lies, and becomes an object only when it is right; otherwise it
 * is null.
 */
final class Values {

    static final String WORD = "1 to 60 of a-z, 0-9, '.', '_' and '-', and begin with a letter or digit";
    static final String TASK = "1 to 64 of letters, digits, '.', '_', ':' and '-', and begin with a letter or digit";
    static final String MONTH = "a month of the years 2000 to 2099, such as 2026-01";
    static final String DAY = "a day of the years 2000 to 2099, such as 2026-01-31, or left out";
    static final String AMOUNT = "a whole number of minor units of at most 12 digits, such as 1999 for 19.99";
    static final String CURRENCY = "an ISO 4217 code of three capital letters that bills are in";

    private static final Pattern WORDS = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");
    private static final Pattern TASKS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
    private static final Pattern MONTHS = Pattern.compile("20[0-9]{2}-(0[1-9]|1[0-2])");
    private static final Pattern DAYS = Pattern.compile("20[0-9]{2}-[01][0-9]-[0-3][0-9]");
    private static final Pattern AMOUNTS = Pattern.compile("-?[0-9]{1,12}");
    private static final Pattern CURRENCIES = Pattern.compile("[A-Z]{3}");

    /** Units of account with four decimals, and codes of no currency. */
    private static final Set<String> NOT_BILLED = Set.of("CLF", "UYW", "XXX", "XTS");

    /** As ISO 4217 has it. */
    private static final Exponents ISO = Exponents.hundredthsBut(
            Set.of(
                    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV",
                    "XAF", "XOF", "XPF"),
            Set.of("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"));

    private Values() {}

    static @Nullable String word(CharSequence text) {
        return WORDS.matcher(text).matches() ? text.toString() : null;
    }

    static @Nullable String task(CharSequence text) {
        return TASKS.matcher(text).matches() ? text.toString() : null;
    }

    static @Nullable YearMonth month(CharSequence text) {
        return MONTHS.matcher(text).matches() ? YearMonth.parse(text) : null;
    }

    static @Nullable LocalDate day(CharSequence text) {
        try {
            return DAYS.matcher(text).matches() ? LocalDate.parse(text) : null;
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    static @Nullable Long amount(CharSequence text) {
        return AMOUNTS.matcher(text).matches() ? Long.valueOf(text.toString()) : null;
    }

    static @Nullable CurrencyCode currency(CharSequence text) {
        if (!CURRENCIES.matcher(text).matches() || NOT_BILLED.contains(text.toString())) {
            return null;
        }
        return new CurrencyCode(text.toString());
    }

    /** Of at most twelve digits in any currency. */
    static Money money(long minor, CurrencyCode currency) {
        return ISO.money(minor, currency).orElseThrow();
    }

    /** A word of the vocabulary, written exactly. */
    static <E extends Enum<E>> @Nullable E constant(Class<E> vocabulary, CharSequence text) {
        return Arrays.stream(vocabulary.getEnumConstants())
                .filter(known -> word(known).contentEquals(text))
                .findFirst()
                .orElse(null);
    }

    static <E extends Enum<E>> String constants(Class<E> vocabulary) {
        return Arrays.stream(vocabulary.getEnumConstants())
                .map(Values::word)
                .collect(Collectors.joining(", ", "one of ", ""));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
