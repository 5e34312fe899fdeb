package dev.mullion.probes;

import java.util.Map;

/**
 * One address of the server and one method that it takes.
 *
 * @param pattern as the handler has it: {@code /w/{slug}/members}
 */
record Route(String method, String pattern) {

    boolean isOfAWorkspace() {
        return pattern.contains("{slug}");
    }

    boolean isApi() {
        return pattern.startsWith("/api/");
    }

    boolean reads() {
        return method.equals("GET");
    }

    /** A real path, with a value for each name; what has none gets one that leads nowhere. */
    String path(Map<String, String> values) {
        String path = pattern;
        for (Map.Entry<String, String> value : values.entrySet()) {
            path = path.replace("{" + value.getKey() + "}", value.getValue());
        }
        return path.replaceAll("\\{[a-z]+}", "01990000-0000-7000-8000-000000000000");
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
