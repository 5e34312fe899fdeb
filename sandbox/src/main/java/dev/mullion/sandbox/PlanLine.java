package dev.mullion.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a line of standard input as the plan, or another order, and not a byte further. */
final class PlanLine {
    private static final int LONGEST = 64 * 1024;

    private PlanLine() {}

    /**
     * The plan that a line is.
     *
     * @throws IllegalArgumentException if the line is not a plan; its message has no value of the line in it, since
     *     secrets stand there
     */
    static Plan plan(String line) {
        return parsed(line.getBytes(StandardCharsets.UTF_8), Plan.class);
    }

    /** The next line, as what it should be. */
    static <T> T read(InputStream in, Class<T> type) throws IOException {
        return parsed(nextLine(in), type);
    }

    private static <T> T parsed(byte[] line, Class<T> type) {
        try {
            return JsonMapper.builder().build().readValue(line, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /** The next line as it is; empty at the end of input. */
    static String text(InputStream in) throws IOException {
        return new String(nextLine(in), StandardCharsets.UTF_8);
    }

    private static byte[] nextLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
            if (line.size() > LONGEST) {
                throw new IllegalArgumentException("the plan must be one line of at most " + LONGEST + " bytes");
            }
        }
        return line.toByteArray();
    }

    private static String reason(JacksonException problem) {
        if (problem.getCause() instanceof IllegalArgumentException refused && refused.getMessage() != null) {
            return refused.getMessage();
        }
        return "the first line must be the plan as one JSON object; it cannot be read at " + problem.getPathReference();
    }
}
