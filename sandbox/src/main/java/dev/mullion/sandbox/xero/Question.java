package dev.mullion.sandbox.xero;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One request, its query and form by name. */
record Question(String method, URI address, Headers headers, Map<String, String> query, Map<String, String> form) {

    static Question of(String method, URI address, Headers headers, byte[] body) {
        String type = Optional.ofNullable(headers.getFirst("Content-Type")).orElse("");
        boolean isForm = type.startsWith("application/x-www-form-urlencoded");
        return new Question(
                method,
                address,
                headers,
                pairs(Optional.ofNullable(address.getRawQuery()).orElse("")),
                pairs(isForm ? new String(body, StandardCharsets.UTF_8) : ""));
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return pairs;
    }

    boolean is(String asked, String path) {
        return method.equals(asked) && address.getPath().matches(path);
    }

    String asked(String name) {
        return query.getOrDefault(name, "");
    }

    String header(String name) {
        return Optional.ofNullable(headers.getFirst(name)).orElse("");
    }

    /** What stands behind {@code Bearer} or {@code Basic}. */
    String authorisation(String scheme) {
        String value = header("Authorization");
        return value.startsWith(scheme + " ") ? value.substring(scheme.length() + 1) : "";
    }
}
