package dev.mullion.telemetry.money;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A currency by its ISO 4217 code, in upper case. Any three letters are one: vendors know new ones before this program
 * does.
 */
public record CurrencyCode(String code) implements Comparable<CurrencyCode> {

    private static final Pattern SHAPE = Pattern.compile("[A-Z]{3}");
    private static final Pattern EITHER_CASE = Pattern.compile("[A-Za-z]{3}");

    private static final Set<String> WHOLE = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "PYG", "RWF", "UYI", "VND", "VUV", "XAF", "XOF", "XPF");
    private static final Set<String> THREE = Set.of("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND");
    private static final Set<String> FOUR = Set.of("CLF", "UYW");

    public CurrencyCode {
        if (!SHAPE.matcher(code).matches()) {
            throw new IllegalArgumentException("a currency has three letters A to Z");
        }
    }

    /** Reads a code in upper or lower case, as Stripe writes it. Letters of other scripts do not fold to one. */
    public static CurrencyCode of(String code) {
        return new CurrencyCode(EITHER_CASE.matcher(code).matches() ? code.toUpperCase(Locale.ROOT) : code);
    }

    /**
     * How many decimals its minor unit has in Mullion: the most of any vendor and of ISO 4217, so that nothing is
     * rounded on the way in. MGA has two though Stripe counts it whole; ISK and UGX have two though ISO counts them
     * whole, because Stripe does not.
     */
    public int digits() {
        if (WHOLE.contains(code)) {
            return 0;
        }
        if (THREE.contains(code)) {
            return 3;
        }
        return FOUR.contains(code) ? 4 : 2;
    }

    @Override
    public int compareTo(CurrencyCode other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
