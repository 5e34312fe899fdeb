package dev.mullion.residue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills {@link Shapes} with canaries, a different one in each place, and writes them in different ways. */
final class Bodies {

    /** How a canary is written into the JSON. */
    enum Spelling {
        PLAIN,
        ESCAPED,
        AMONG_OTHERS
    }

    private static final Pattern PART = Pattern.compile("@([a-z]+)@");
    private static final Pattern NAME = Pattern.compile("\"([A-Za-z0-9_]+)\":\\[?\"[^\"~]*~");

    private final Mark mark;
    private final Mark control;
    private final Fields fields;
    private long planted;

    Bodies(Mark mark, Mark control, Fields fields) {
        this.mark = mark;
        this.control = control;
        this.fields = fields;
    }

    long planted() {
        return planted;
    }

    byte[] body(String event, Spelling spelling) {
        return fill(event, whole(shape(event)), spelling);
    }

    /** A body whose one text goes on for {@code bytes}, canary after canary. */
    byte[] large(int bytes) {
        StringBuilder text = new StringBuilder(bytes + 64);
        int field = fields.number("pull_request.body (large)");
        while (text.length() < bytes) {
            text.append(mark.canary(field)).append(" and more; ");
            planted++;
        }
        String shape = whole(Shapes.all().get("pull_request")).replaceFirst("\"body\":\"~\"", "\"body\":\"%%\"");
        String filled = new String(fill("pull_request", shape, Spelling.PLAIN), StandardCharsets.UTF_8);
        return filled.replace("%%", text).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String shape(String event) {
        String ofGitHub = Shapes.all().get(event);
        return ofGitHub == null ? OtherShapes.all().get(event) : ofGitHub;
    }

    private static String whole(@Nullable String shape) {
        String text = String.valueOf(shape);
        Map<String, String> parts = new HashMap<>(Shapes.parts());
        parts.putAll(OtherShapes.parts());
        for (Matcher part = PART.matcher(text); part.find(); part = PART.matcher(text)) {
            text = part.replaceAll(found -> Matcher.quoteReplacement(String.valueOf(parts.get(found.group(1)))));
        }
        return text.replace("#", UUID.randomUUID().toString()); // no two bodies are about one event
    }

    private byte[] fill(String event, String shape, Spelling spelling) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(shape.length() * 3);
        int done = 0;
        for (int at = 0; at < shape.length(); at++) {
            char letter = shape.charAt(at);
            if (letter == '~' || letter == '^') {
                body.writeBytes(shape.substring(done, at).getBytes(StandardCharsets.UTF_8));
                body.writeBytes(value(event, shape, at, spelling).getBytes(StandardCharsets.UTF_8));
                done = at + 1;
            }
        }
        body.writeBytes(shape.substring(done).getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private String value(String event, String shape, int at, Spelling spelling) {
        if (shape.charAt(at) == '^') {
            return "control-" + control.canary(0);
        }
        planted++;
        String canary = mark.canary(fields.number(event + "." + nameBefore(shape, at)));
        return switch (spelling) {
            case PLAIN -> canary;
            case ESCAPED -> Forms.escaped(canary, HexFormat.of());
            case AMONG_OTHERS -> "é \\\"" + canary + "\\\" \\n \uD83D\uDE00 " + canary;
        };
    }

    /** The last property named before the place; a name that is itself a canary says so. */
    private static String nameBefore(String shape, int at) {
        String before = shape.substring(Math.max(0, at - 60), at + 1);
        String name = "a name or element";
        for (Matcher property = NAME.matcher(before); property.find(); ) {
            name = property.group(1);
        }
        return name;
    }
}
