package dev.mullion.challenge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether an answer holds a flag, in whatever form SQL or HTTP can give it: as it is, in another case, backwards, with
 * anything between its characters, as hexadecimal of bytes or of UTF-16, as base64 at each alignment, as character
 * codes, as bits, as escapes, or digested.
 */
record Sighting(String flag) {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    boolean in(String answer) {
        String lower = answer.toLowerCase(Locale.ROOT);
        String letters = lower.replaceAll("[^a-z0-9]", "");
        String together = answer.replaceAll("\\s|\\\\[nrt]", "");
        return lettersOf().stream().anyMatch(letters::contains)
                || base64().stream().anyMatch(together::contains)
                || hasCodes(lower, 10)
                || hasCodes(lower, 8);
    }

    private List<String> lettersOf() {
        byte[] bytes = flag.getBytes(StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>();
        for (String plain : List.of(flag, new StringBuilder(flag).reverse().toString())) {
            forms.add(plain.replaceAll("[^a-z0-9]", ""));
            forms.add(HexFormat.of().formatHex(plain.getBytes(StandardCharsets.UTF_8)));
            forms.add(HexFormat.of().formatHex(plain.getBytes(StandardCharsets.UTF_16BE)));
            forms.add(HexFormat.of().formatHex(plain.getBytes(StandardCharsets.UTF_16LE)));
        }
        forms.add(flag.chars().mapToObj("u%04x"::formatted).collect(Collectors.joining()));
        forms.add(flag.chars().mapToObj("x%02x"::formatted).collect(Collectors.joining()));
        forms.add(flag.chars()
                .mapToObj(letter ->
                        "%8s".formatted(Integer.toBinaryString(letter)).replace(' ', '0'))
                .collect(Collectors.joining()));
        for (String digest : List.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512")) {
            forms.add(HexFormat.of().formatHex(digested(digest, bytes)));
        }
        return forms;
    }

    /** At each alignment, only the characters that no neighbour has a part in. */
    private List<String> base64() {
        List<String> forms = new ArrayList<>();
        for (int before = 0; before < 3; before++) {
            byte[] shifted = ("x".repeat(before) + flag).getBytes(StandardCharsets.UTF_8);
            String encoded = Base64.getEncoder().encodeToString(shifted);
            forms.add(encoded.substring((before * 8 + 5) / 6, shifted.length * 8 / 6));
        }
        return forms;
    }

    private boolean hasCodes(String text, int radix) {
        List<String> wanted =
                flag.chars().mapToObj(letter -> Integer.toString(letter, radix)).toList();
        List<String> numbers = NUMBER.matcher(text)
                .results()
                .map(found -> found.group().replaceFirst("^0+(?=.)", ""))
                .toList();
        return Collections.indexOfSubList(numbers, wanted) >= 0;
    }

    private static byte[] digested(String how, byte[] bytes) {
        try {
            return MessageDigest.getInstance(how).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + how, e);
        }
    }
}
