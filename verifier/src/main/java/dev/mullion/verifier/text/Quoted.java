package dev.mullion.verifier.text;

import java.nio.charset.StandardCharsets;

/** Shows a piece of a hostile text: short, in quotes, and with nothing that a terminal would obey. */
public final class Quoted {

    private static final int LONGEST = 60;

    private Quoted() {}

    public static String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    public static String of(byte[] text, int from, int to) {
        var shown = new StringBuilder("'");
        for (int at = from; at < Math.min(to, from + LONGEST); at++) {
            shown.append(text[at] >= ' ' && text[at] < 0x7f ? (char) text[at] : '?');
        }
        return shown.append(to - from > LONGEST ? "...'" : "'").toString();
    }
}
