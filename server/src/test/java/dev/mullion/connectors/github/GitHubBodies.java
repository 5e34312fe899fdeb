package dev.mullion.connectors.github;

import static dev.mullion.connectors.github.GitHubObjects.account;
import static dev.mullion.connectors.github.GitHubObjects.commit;
import static dev.mullion.connectors.github.GitHubObjects.listed;
import static dev.mullion.connectors.github.GitHubObjects.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Webhook bodies in GitHub's shapes with openly synthetic values: every field that is never kept holds a text that
 * begins with {@link #CANARY}.
 */
public final class GitHubBodies {

    /** The beginning of every text that must not be found again. */
    public static final String CANARY = "canary";

    public static final long REPOSITORY = 700_001;
    public static final long FORK = 700_099;
    public static final long AUTHOR = 500_001;
    public static final long REVIEWER = 500_002;
    public static final String NAME = "pane-service";
    public static final String BRANCH = "canary-branch/of-a-person";
    public static final String DEFAULT_BRANCH = "canary-trunk";

    private static final JsonMapper JSON = new JsonMapper();

    private GitHubBodies() {}

    public static byte[] bytes(Map<String, Object> body) {
        return JSON.writeValueAsBytes(body);
    }

    /** Sets the value at a path of objects that exist. */
    public static Map<String, Object> with(Map<String, Object> body, String path, @Nullable Object value) {
        holderOf(body, path).put(lastName(path), value);
        return body;
    }

    /** Removes the value at a path of objects that exist. */
    public static Map<String, Object> without(Map<String, Object> body, String path) {
        holderOf(body, path).remove(lastName(path));
        return body;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> holderOf(Map<String, Object> body, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return body;
        }
        Object child = Objects.requireNonNull(body.get(path.substring(0, dot)), path);
        return holderOf((Map<String, Object>) child, path.substring(dot + 1));
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The same JSON with the properties of every object in another order. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> shuffled(Map<String, Object> body, Random random) {
        List<String> names = new ArrayList<>(body.keySet());
        Collections.shuffle(names, random);
        Map<String, Object> result = new LinkedHashMap<>();
        for (String name : names) {
            Object value = body.get(name);
            result.put(name, value instanceof Map<?, ?> map ? shuffled((Map<String, Object>) map, random) : value);
        }
        return result;
    }

    public static Map<String, Object> pullRequest(String action) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("action", action);
        body.put("number", 42);
        body.put("pull_request", GitHubObjects.pullRequest(true));
        body.put("before", CANARY + "-sha-before");
        body.put("after", CANARY + "-sha-after");
        body.put("changes", map("title", map("from", CANARY + "-old-title")));
        body.put("label", map("name", CANARY + "-label", "color", CANARY));
        body.put("repository", GitHubObjects.repository());
        body.put("organization", account(9_000, "Organization"));
        body.put("sender", account(AUTHOR, "User"));
        body.put("installation", map("id", 31_337, "node_id", CANARY + "-node"));
        return body;
    }

    public static Map<String, Object> review(String action, String state) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("action", action);
        body.put("review", GitHubObjects.review(state));
        body.put("pull_request", GitHubObjects.pullRequest(false));
        body.put("repository", GitHubObjects.repository());
        body.put("sender", account(REVIEWER, "User"));
        body.put("installation", map("id", 31_337, "node_id", CANARY + "-node"));
        return body;
    }

    public static Map<String, Object> push(String ref) {
        Map<String, Object> repository = GitHubObjects.repository();
        repository.put("created_at", 1_700_000_000);
        repository.put("pushed_at", 1_772_443_800);
        repository.put("stargazers", 3);
        repository.put("master_branch", CANARY + "-master");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ref", ref);
        body.put("before", CANARY + "0000000000000000000000000000000001");
        body.put("after", CANARY + "0000000000000000000000000000000002");
        body.put("repository", repository);
        body.put("pusher", map("name", CANARY + "-name", "email", CANARY + "@mail.invalid"));
        body.put("sender", account(AUTHOR, "User"));
        body.put("created", false);
        body.put("deleted", false);
        body.put("forced", true);
        body.put("base_ref", CANARY + "-base");
        body.put("compare", CANARY + "-compare");
        body.put(
                "commits",
                List.of(
                        commit("2026-03-02T09:29:00+01:00", true),
                        commit("2026-03-01T23:00:00-05:00", false),
                        commit("2026-02-28T12:00:00Z", true)));
        body.put("head_commit", commit("2026-03-02T09:29:00+01:00", true));
        return body;
    }

    public static Map<String, Object> repository(String action) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("action", action);
        body.put("changes", map("repository", map("name", map("from", CANARY + "-old-name"))));
        body.put("repository", GitHubObjects.repository());
        body.put("sender", account(AUTHOR, "User"));
        return body;
    }

    public static Map<String, Object> installation(String action) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("action", action);
        body.put("installation", GitHubObjects.installation());
        body.put("repositories", List.of(listed(700_001, "one", false), listed(700_002, "two", true)));
        body.put("requester", null);
        body.put("sender", account(AUTHOR, "User"));
        return body;
    }

    public static Map<String, Object> installationRepositories(String action) {
        boolean added = action.equals("added");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("action", action);
        body.put("installation", GitHubObjects.installation());
        body.put("repository_selection", "selected");
        body.put("repositories_added", added ? List.of(listed(700_003, "three", true)) : List.of());
        body.put("repositories_removed", added ? List.of() : List.of(listed(700_004, "canary-four", false)));
        body.put("requester", account(AUTHOR, "User"));
        body.put("sender", account(AUTHOR, "User"));
        return body;
    }
}
