package dev.mullion.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A path with placeholders, compared segment by segment with what will stand on the wire. */
record PathPattern(List<String> segments) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z_A-Z]+}");
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~-]*");
    /** RFC 3986, section 3.3, without the semicolon, at which some servers cut a path. */
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9._~!$&'()*+,=:@-]|%[0-9A-Fa-f]{2}){1,512}");
    /** What some server on the way could take for a border, a way up or an end. */
    private static final List<String> ENCODED_BORDERS = List.of("%2f", "%5c", "%00", "%2e", "%25", "%3b");

    PathPattern {
        segments = List.copyOf(segments);
    }

    static PathPattern of(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path starts with a slash: " + path);
        }
        List<String> segments = List.of(path.substring(1).split("/", -1));
        for (String segment : segments) {
            if (!PLACEHOLDER.matcher(segment).matches()
                    && (!LITERAL.matcher(segment).matches() || isDots(segment))) {
                throw new IllegalArgumentException(
                        "a segment is {name} or of letters, digits and ._~-: " + segment + " in " + path);
            }
        }
        return new PathPattern(segments);
    }

    boolean matches(@Nullable String raw) {
        if (raw == null || !raw.startsWith("/")) {
            return false;
        }
        String[] said = raw.substring(1).split("/", -1);
        if (said.length != segments.size()) {
            return false;
        }
        for (int i = 0; i < said.length; i++) {
            String wanted = segments.get(i);
            if (isPlaceholder(wanted) ? !isValue(said[i]) : !wanted.equals(said[i])) {
                return false;
            }
        }
        return true;
    }

    String filled(List<String> values) {
        List<String> rest = new ArrayList<>(values);
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            if (isPlaceholder(segment) && rest.isEmpty()) {
                throw new IllegalArgumentException("there is no value for " + segment);
            }
            path.append('/').append(isPlaceholder(segment) ? Percent.encode(rest.removeFirst()) : segment);
        }
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("there are " + rest.size() + " values more than placeholders");
        }
        return path.toString();
    }

    private static boolean isPlaceholder(String segment) {
        return segment.startsWith("{");
    }

    private static boolean isValue(String segment) {
        String lower = segment.toLowerCase(Locale.ROOT);
        return VALUE.matcher(segment).matches()
                && !isDots(segment)
                && ENCODED_BORDERS.stream().noneMatch(lower::contains);
    }

    private static boolean isDots(String segment) {
        return segment.equals(".") || segment.equals("..");
    }
}
