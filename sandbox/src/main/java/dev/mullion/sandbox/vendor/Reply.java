package dev.mullion.sandbox.vendor;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One answer.
 *
 * @param missing how many bytes are promised and do not come
 */
@SuppressWarnings("ArrayRecordComponent") // lives as long as its answer, and nobody compares two
public record Reply(int status, Map<String, String> headers, byte[] body, int missing) {

    public static Reply json(int status, Object body) {
        return new Reply(status, Map.of(), JsonMapper.shared().writeValueAsBytes(body), 0);
    }

    public Reply with(Map<String, String> more) {
        return new Reply(status, more, body, missing);
    }

    public Reply truncated() {
        byte[] half = java.util.Arrays.copyOf(body, body.length / 2);
        return new Reply(status, headers, half, body.length - half.length);
    }
}
