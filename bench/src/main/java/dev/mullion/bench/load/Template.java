package dev.mullion.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** One rendered body in which the pull request's id and number can be replaced in place: both keep their width. */
final class Template {

    static final long FIRST_ID = 4_000_000_000L;
    static final int FIRST_NUMBER = 1_000_000;

    private final byte[] bytes;
    private final List<Integer> ids;
    private final List<Integer> numbers;

    Template(int seed, boolean old) {
        bytes = new JsonMapper().writeValueAsBytes(SyntheticPullRequest.body(seed, FIRST_ID, FIRST_NUMBER, old));
        ids = find(Long.toString(FIRST_ID));
        numbers = find(Integer.toString(FIRST_NUMBER));
    }

    int length() {
        return bytes.length;
    }

    /** The body of the pull request {@code serial}. */
    byte[] body(int serial) {
        byte[] body = bytes.clone();
        patch(ByteBuffer.wrap(body), 0, serial);
        return body;
    }

    /** Appends the first {@code length} bytes of that body. */
    void write(int serial, int length, ByteBuffer out) {
        int start = out.position();
        out.put(bytes, 0, length);
        patch(out, start, serial);
    }

    private void patch(ByteBuffer target, int start, int serial) {
        for (int offset : ids) {
            digits(target, start + offset + 9, FIRST_ID + serial, 10);
        }
        for (int offset : numbers) {
            digits(target, start + offset + 6, FIRST_NUMBER + serial, 7);
        }
    }

    private static void digits(ByteBuffer target, int last, long value, int count) {
        long rest = value;
        for (int i = 0; i < count; i++) {
            target.put(last - i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private List<Integer> find(String marker) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<Integer> places = new ArrayList<>();
        for (int at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + 1)) {
            places.add(at);
        }
        return places;
    }
}
