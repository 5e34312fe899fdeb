package dev.mullion.connectors.projection;

import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/** The readers of single values. Each takes exactly one JSON type; a value of another is refused, never converted. */
final class Scalars {

    private static final int MOST_WORDS = 200;
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,24}(\\.[0-9]{1,14})?");
    private static final Pattern WORD = Pattern.compile("[a-z_]{1,60}");

    private Scalars() {}

    static Long id(JsonParser parser, String path) {
        long id = integer(parser, path, "an integer from 1 to 2^63-1");
        if (id <= 0) {
            throw new Refusal(path, "an integer from 1 to 2^63-1");
        }
        return id;
    }

    static Long idInText(JsonParser parser, String path) {
        String expected = "a text of 1 to 19 digits that is 1 to 2^63-1";
        CharBuffer digits = characters(parser, path, expected);
        long id = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || id > (Long.MAX_VALUE - digit) / 10) {
                throw new Refusal(path, expected);
            }
            id = 10 * id + digit;
        }
        if (id == 0) {
            throw new Refusal(path, expected);
        }
        return id;
    }

    static String pointer(JsonParser parser, String path, int longest) {
        CharBuffer text = characters(parser, path, "a text of at most " + longest + " characters");
        if (text.isEmpty() || text.length() > longest || text.chars().anyMatch(one -> one <= ' ' || one > '~')) {
            throw new Refusal(path, "1 to " + longest + " visible characters of ASCII");
        }
        return text.toString();
    }

    static Map<String, String> words(JsonParser parser, String path) {
        String expected = "an object of at most " + MOST_WORDS + " words of a-z and _, each with one";
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new Refusal(path, expected);
        }
        Map<String, String> words = new TreeMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            String value = characters(parser, path, expected).toString();
            if (!WORD.matcher(name).matches()
                    || !WORD.matcher(value).matches()
                    || words.put(name, value) != null
                    || words.size() > MOST_WORDS) {
                throw new Refusal(path, expected);
            }
        }
        return words;
    }

    static Integer count(JsonParser parser, String path) {
        String expected = "an integer from 0 to 2^31-1";
        long count = integer(parser, path, expected);
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new Refusal(path, expected);
        }
        return (int) count;
    }

    /** Vendors write amounts as numbers and, where these would lose digits, as texts. */
    static BigDecimal decimal(JsonParser parser, String path) {
        String expected = "a decimal number of at most 18 digits before the point and 12 behind it";
        BigDecimal value = switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> digits(characters(parser), path, expected);
            default -> digits(characters(parser, path, expected), path, expected);
        };
        if (value.precision() - value.scale() > 18 || value.scale() > 12) {
            throw new Refusal(path, expected);
        }
        return value;
    }

    /** Read by its shape first: an exponent could stand for more digits than memory holds. */
    private static BigDecimal digits(CharBuffer text, String path, String expected) {
        if (text.length() > 40 || !DECIMAL.matcher(text).matches()) {
            throw new Refusal(path, expected);
        }
        BigDecimal value = new BigDecimal(text.toString());
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    static Boolean flag(JsonParser parser, String path) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new Refusal(path, "true or false");
        };
    }

    static Boolean present(JsonParser parser) {
        parser.skipChildren();
        return true;
    }

    /** GitHub states the same field as text in one event and as epoch seconds in another. */
    static Instant instant(JsonParser parser, String path) {
        Instant instant = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                ? Instants.ofEpochSecond(integer(parser, path, Instants.EXPECTED))
                : Instants.parse(characters(parser, path, Instants.EXPECTED));
        if (instant == null) {
            throw new Refusal(path, Instants.EXPECTED);
        }
        return instant;
    }

    /** A day without a zone: a date, or one with a midnight behind it as Xero writes it. */
    static LocalDate date(JsonParser parser, String path) {
        LocalDate date = Instants.date(characters(parser, path, Instants.EXPECTED_DATE));
        if (date == null) {
            throw new Refusal(path, Instants.EXPECTED_DATE);
        }
        return date;
    }

    static PrivateText privateText(JsonParser parser, String path) {
        CharBuffer text = characters(parser, path, "a text of at most " + Parsers.LONGEST_TEXT + " characters");
        PrivateText copy = PrivateText.copyOf(text.array(), text.arrayOffset(), text.length());
        Arrays.fill(text.array(), text.arrayOffset(), text.arrayOffset() + text.length(), '\0');
        return copy;
    }

    static PrivateText scalar(JsonParser parser, String path) {
        if (!parser.currentToken().isNumeric()) {
            return privateText(parser, path);
        }
        CharBuffer digits = characters(parser);
        return PrivateText.copyOf(digits.array(), digits.arrayOffset(), digits.length());
    }

    static String label(JsonParser parser, String path, int most) {
        CharBuffer text = characters(parser, path, "a text of at most " + Parsers.LONGEST_TEXT + " characters");
        return text.subSequence(0, Math.min(most, text.length())).toString();
    }

    /** Compares in place, so that a word outside the vocabulary never becomes a String. */
    static <E extends Enum<E>> E stage(JsonParser parser, String path, Class<E> vocabulary, @Nullable E unknown) {
        CharBuffer word = characters(parser, path, "a text");
        for (E known : vocabulary.getEnumConstants()) {
            if (known != unknown && foldsTo(known.name(), word)) {
                return known;
            }
        }
        if (unknown == null) {
            throw new Refusal(path, "one of " + words(vocabulary));
        }
        return unknown;
    }

    /**
     * ASCII only: no letter of another script (such as the Kelvin sign) folds to a vendor's word. A hyphen is one of
     * it.
     */
    private static boolean foldsTo(String name, CharBuffer word) {
        if (name.length() != word.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char letter = word.charAt(i);
            char upper = letter >= 'a' && letter <= 'z' ? (char) (letter - 'a' + 'A') : letter == '-' ? '_' : letter;
            if (upper != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static <E extends Enum<E>> String words(Class<E> vocabulary) {
        return Arrays.stream(vocabulary.getEnumConstants())
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static long integer(JsonParser parser, String path, String expected) {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || parser.getNumberType() == NumberType.BIG_INTEGER) {
            throw new Refusal(path, expected);
        }
        return parser.getLongValue();
    }

    /** The parser's own buffer, valid until its next token. */
    private static CharBuffer characters(JsonParser parser, String path, String expected) {
        if (parser.currentToken() != JsonToken.VALUE_STRING
                || parser.getStringLength() > parser.streamReadConstraints().getMaxStringLength()) {
            throw new Refusal(path, expected);
        }
        return characters(parser);
    }

    private static CharBuffer characters(JsonParser parser) {
        return CharBuffer.wrap(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength())
                .slice();
    }
}
