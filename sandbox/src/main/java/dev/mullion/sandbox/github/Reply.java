package dev.mullion.sandbox.github;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One answer.
 *
 * @param missing how many bytes are promised and do not come
 */
@SuppressWarnings("ArrayRecordComponent") // lives as long as its answer, and nobody compares two
record Reply(int status, Map<String, String> headers, byte[] body, int missing) {

    static Reply json(int status, Object body) {
        return new Reply(status, Map.of(), JsonMapper.shared().writeValueAsBytes(body), 0);
    }

    /** An error in GitHub's form. */
    static Reply error(int status, String message) {
        return json(status, Map.of("message", message, "documentation_url", "https://docs.github.com/rest"));
    }

    Reply with(Map<String, String> more) {
        return new Reply(status, more, body, missing);
    }

    Reply truncated() {
        byte[] half = java.util.Arrays.copyOf(body, body.length / 2);
        return new Reply(status, headers, half, body.length - half.length);
    }
}
