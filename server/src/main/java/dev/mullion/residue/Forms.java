package dev.mullion.residue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The forms in which a mark may have been written: as it is or in lower case, as UTF-16 of either order, as
 * hexadecimal, as base64 at each of its three alignments, and as JSON's {@code \}{@code u} escapes. Compressed or
 * encrypted it would not be found: the settings keep the write-ahead log uncompressed, and tables are read through SQL
 * as well.
 */
final class Forms {

    private Forms() {}

    static List<byte[]> of(byte[] mark) {
        String text = new String(mark, StandardCharsets.US_ASCII);
        List<byte[]> forms = new ArrayList<>();
        for (String spelling : List.of(text, text.toLowerCase(Locale.ROOT))) {
            byte[] plain = spelling.getBytes(StandardCharsets.US_ASCII);
            forms.add(plain);
            forms.add(spelling.getBytes(StandardCharsets.UTF_16LE));
            forms.add(spelling.getBytes(StandardCharsets.UTF_16BE));
            forms.add(ascii(HexFormat.of().formatHex(plain)));
            forms.add(ascii(HexFormat.of().withUpperCase().formatHex(plain)));
            forms.add(ascii(escaped(spelling, HexFormat.of())));
            forms.add(ascii(escaped(spelling, HexFormat.of().withUpperCase())));
            for (int before = 0; before < 3; before++) {
                base64(plain, before, forms);
            }
        }
        return forms;
    }

    /** Only the characters that no neighbour of the mark has a part in. */
    private static void base64(byte[] mark, int before, List<byte[]> forms) {
        byte[] shifted = new byte[before + mark.length];
        System.arraycopy(mark, 0, shifted, before, mark.length);
        int from = (before * 8 + 5) / 6;
        int to = shifted.length * 8 / 6;
        forms.add(Arrays.copyOfRange(Base64.getEncoder().encode(shifted), from, to));
        byte[] forAddresses = Arrays.copyOfRange(Base64.getUrlEncoder().encode(shifted), from, to);
        if (!Arrays.equals(forAddresses, forms.getLast())) {
            forms.add(forAddresses);
        }
    }

    static String escaped(String text, HexFormat hexadecimal) {
        StringBuilder escaped = new StringBuilder(text.length() * 6);
        text.chars().forEach(letter -> escaped.append("\\u").append(hexadecimal.toHexDigits((char) letter)));
        return escaped.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
