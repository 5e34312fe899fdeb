package dev.mullion.probes;

import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One address of the server and one method that it takes.
 *
 * @param pattern as the handler has it: {@code /w/{slug}/members}
 */
record Route(String method, String pattern) {

    /** A name in a pattern, and what its values begin with where the pattern says so: {@code {consent:csn_.+}}. */
    private static final Pattern NAME = Pattern.compile("\\{(?<name>[a-z]+)(?::(?<beginning>[a-z]+_)?[^}]*)?}");

    boolean isOfAWorkspace() {
        return pattern.contains("{slug}");
    }

    boolean isApi() {
        return pattern.startsWith("/api/");
    }

    boolean reads() {
        return method.equals("GET");
    }

    /** A real path, with a value for each name; what has none gets one that leads nowhere. */
    String path(Map<String, String> values) {
        return NAME.matcher(pattern)
                .replaceAll(name -> Matcher.quoteReplacement(values.getOrDefault(
                        name.group("name"), beginning(name) + "01990000-0000-7000-8000-000000000000")));
    }

    private static String beginning(MatchResult name) {
        return Objects.requireNonNullElse(name.group("beginning"), "");
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
