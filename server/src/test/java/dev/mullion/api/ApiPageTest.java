package dev.mullion.api;

import dev.mullion.Generated;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The page about the API names every operation that there is. */
class ApiPageTest {

    private static final String WORKSPACE = "/api/v1/workspaces/{slug}/";

    @Test
    void namesEveryOperationWithWhatItNeeds() {
        StringBuilder table = new StringBuilder("| | needs | |\n| --- | --- | --- |\n");
        Operations.DESCRIPTION
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> table.append(row(path.getKey(), method.getKey(), method.getValue()))));

        Generated.matches(Path.of("../docs/api.md"), "operations", table.toString());
    }

    private static String row(String path, String method, JsonNode operation) {
        String address = path.startsWith(WORKSPACE)
                ? ".../" + path.substring(WORKSPACE.length())
                : path.substring("/api/v1".length());
        String needed = operation.path("x-permission").asString();
        return "| `%s %s` | %s | %s |%n"
                .formatted(
                        method.toUpperCase(Locale.ROOT),
                        address,
                        needed.equals("none") ? "nothing" : "`" + needed + "`",
                        operation.path("summary").asString())
                .replace(System.lineSeparator(), "\n");
    }
}
