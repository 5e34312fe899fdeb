package dev.mullion.requests;

import org.jspecify.annotations.Nullable;

/**
 * How a request was answered, for whoever repeats it. It must hold no secret: it is stored as it is.
 *
 * @param location what the answer's Location said; null where it had none
 * @param body the whole of it, as it was sent
 */
public record KeptAnswer(int status, @Nullable String location, String mediaType, String body) {

    public static final int LONGEST_BODY = 64 * 1_024;

    public KeptAnswer {
        if (body.length() > LONGEST_BODY) {
            throw new IllegalArgumentException("an answer that is kept has at most " + LONGEST_BODY + " characters");
        }
    }
}
