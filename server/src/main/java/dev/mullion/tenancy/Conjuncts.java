package dev.mullion.tenancy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits a condition as PostgreSQL prints it into what must hold all together. The server prints every operator in
 * parentheses, so an AND outside all inner parentheses and quotes is a top-level one; anything under OR or NOT stays
 * one opaque piece.
 */
final class Conjuncts {

    private static final Pattern UUID_CAST = Pattern.compile("^(.*)::uuid$", Pattern.DOTALL);

    private Conjuncts() {}

    static List<String> of(String condition) {
        if (condition.isBlank()) {
            return List.of();
        }
        String inner = unwrapped(condition.strip());
        List<String> pieces = splitAtAnd(inner);
        if (pieces.size() == 1) {
            return pieces;
        }
        return pieces.stream().flatMap(piece -> of(piece).stream()).toList();
    }

    /** A value without the parentheses and uuid casts that the server may print around it. */
    static String bare(String value) {
        String inner = unwrapped(value.strip());
        var cast = UUID_CAST.matcher(inner);
        return cast.matches() ? bare(cast.group(1)) : inner;
    }

    private static String unwrapped(String text) {
        String inner = text;
        while (inner.startsWith("(") && closes(inner) == inner.length() - 1) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        return inner;
    }

    private static int closes(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i = next(text, i)) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> splitAtAnd(String text) {
        List<String> pieces = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i = next(text, i)) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && text.startsWith(" AND ", i)) {
                pieces.add(text.substring(from, i));
                from = i + " AND ".length();
            }
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    /** The next place outside a quoted text; the server doubles quotes inside quotes. */
    private static int next(String text, int i) {
        char c = text.charAt(i);
        if (c != '\'' && c != '"') {
            return i + 1;
        }
        int end = text.indexOf(c, i + 1);
        return end < 0 ? text.length() : end + 1;
    }
}
