package dev.mullion.sandbox.vendor;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One request. */
@SuppressWarnings("ArrayRecordComponent") // lives as long as its request, and nobody compares two
public record Question(String method, URI address, Headers headers, byte[] body) {

    /** What stands behind {@code Bearer}. */
    public String bearer() {
        return Optional.ofNullable(headers.getFirst("Authorization"))
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> value.substring("Bearer ".length()))
                .orElse("");
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** Every value of a name in the query, decoded. */
    public List<String> all(String name) {
        String query = Optional.ofNullable(address.getRawQuery()).orElse("");
        return Arrays.stream(query.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2 && decoded(pair[0]).equals(name))
                .map(pair -> decoded(pair[1]))
                .toList();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /**
     * Whether it asks this.
     *
     * @param path a pattern
     */
    public boolean is(String asked, String path) {
        return method.equals(asked) && address.getPath().matches(path);
    }

    /** One number of the query. */
    public int number(String name, int otherwise) {
        String query = Optional.ofNullable(address.getQuery()).orElse("");
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Integer.parseInt(pair.substring(name.length() + 1));
            }
        }
        return otherwise;
    }
}
