package dev.mullion.sandbox.github;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One request. */
@SuppressWarnings("ArrayRecordComponent") // lives as long as its request, and nobody compares two
record Question(String method, URI address, Headers headers, byte[] body) {

    /** What stands behind {@code Bearer}. */
    String bearer() {
        return Optional.ofNullable(headers.getFirst("Authorization"))
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> value.substring("Bearer ".length()))
                .orElse("");
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** @param path a pattern */
    boolean is(String asked, String path) {
        return method.equals(asked) && address.getPath().matches(path);
    }

    /** One number of the query. */
    int number(String name, int otherwise) {
        String query = Optional.ofNullable(address.getQuery()).orElse("");
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Integer.parseInt(pair.substring(name.length() + 1));
            }
        }
        return otherwise;
    }
}
