package dev.mullion.sandbox.xero;

import java.util.Arrays;
import java.util.LinkedHashMap;
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

    static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0], 0);
    }

    /** An error of the token endpoint (RFC 6749, section 5.2). */
    static Reply refused(String error) {
        return json(400, Map.of("error", error));
    }

    /** An error of the API in the form that Xero's gateway has. */
    static Reply error(int status, String title, String detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Title", title);
        body.put("Status", status);
        body.put("Detail", detail);
        body.put("Instance", "00000000-0000-0000-0000-000000000000");
        return json(status, body);
    }

    Reply with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Reply(status, all, body, missing);
    }

    Reply truncated() {
        byte[] half = Arrays.copyOf(body, body.length / 2);
        return new Reply(status, headers, half, body.length - half.length);
    }

    Reply saying(byte[] other) {
        return new Reply(status, headers, other, 0);
    }
}
