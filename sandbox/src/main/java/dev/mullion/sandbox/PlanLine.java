package dev.mullion.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the plan from the first line of standard input, and not a byte further. */
final class PlanLine {
    private static final int LONGEST = 64 * 1024;

    private PlanLine() {}

    /**
     * The plan of the first line.
     *
     * @throws IllegalArgumentException if the line is not a plan; its message has no value of the line in it, since
     *     secrets stand there
     */
    static Plan read(InputStream in) throws IOException {
        byte[] line = firstLine(in);
        try {
            return JsonMapper.builder().build().readValue(line, Plan.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    private static byte[] firstLine(InputStream in) throws IOException {
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
