package dev.mullion.connectors.github;

import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifest.Need;
import dev.mullion.connectors.Manifest.Scope;
import dev.mullion.settings.Settings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * An App as GitHub is asked to make it, from Mullion's own manifest: its permissions, its events, where it sends, and
 * that who installs it says who they are.
 *
 * @param name as people see it at GitHub, where no two Apps have one
 * @param isPublic whether other accounts than its owner's may install it
 * @param withPushes whether it hears of pushes as well, which takes the permission to read contents
 */
public record AppManifest(String name, boolean isPublic, boolean withPushes) {

    private static final int LONGEST_NAME = 34;
    private static final String PUSH = "push";

    /** Sent to every App; no App may ask for them. */
    private static final Set<String> ALWAYS = Set.of("installation", "installation_repositories");

    public AppManifest {
        if (name.isBlank() || name.length() > LONGEST_NAME || !name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]*")) {
            throw new IllegalArgumentException(
                    "the name of an App has 1 to " + LONGEST_NAME + " letters, digits, blanks, dots and hyphens");
        }
    }

    /** @param answer where GitHub sends the operator's browser when the App is made */
    String json(Settings settings, URI answer) {
        Manifest manifest = GitHubManifest.manifest();
        Map<String, String> permissions = new LinkedHashMap<>();
        for (Scope scope : manifest.asks()) {
            if (scope.need() == Need.NEEDED || withPushes) {
                permissions.put(scope.key(), scope.level());
            }
        }
        List<String> events = manifest.events().stream()
                .filter(event -> !ALWAYS.contains(event) && (withPushes || !event.equals(PUSH)))
                .toList();
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("name", name);
        said.put("url", settings.publicUrl().toString());
        said.put("hook_attributes", Map.of("url", settings.hooksUrl() + "/hooks/github", "active", true));
        said.put("redirect_url", answer.toString());
        said.put("callback_urls", List.of(settings.publicUrl() + GitHubFlow.CALLBACK));
        said.put("public", isPublic);
        said.put("default_permissions", permissions);
        said.put("default_events", events);
        said.put("request_oauth_on_install", true);
        return JsonMapper.shared().writeValueAsString(said);
    }
}
