package dev.mullion.connectors.github;

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
        body.put("pull_request", pullRequestObject(true));
        body.put("before", CANARY + "-sha-before");
        body.put("after", CANARY + "-sha-after");
        body.put("changes", map("title", map("from", CANARY + "-old-title")));
        body.put("label", map("name", CANARY + "-label", "color", CANARY));
        body.put("repository", repositoryObject());
        body.put("organization", account(9_000, "Organization"));
        body.put("sender", account(AUTHOR, "User"));
        body.put("installation", map("id", 31_337, "node_id", CANARY + "-node"));
        return body;
    }

    public static Map<String, Object> review(String action, String state) {
        Map<String, Object> review = map(
                "id",
                88_001,
                "node_id",
                CANARY + "-node",
                "user",
                account(REVIEWER, "User"),
                "body",
                CANARY + "-review-body",
                "commit_id",
                CANARY + "-commit",
                "submitted_at",
                "2026-03-02T10:30:00Z",
                "state",
                state,
                "author_association",
                "MEMBER");
        addUrls(review, "html_url pull_request_url");
        review.put("_links", map("html", map("href", CANARY + "-href")));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("action", action);
        body.put("review", review);
        body.put("pull_request", pullRequestObject(false));
        body.put("repository", repositoryObject());
        body.put("sender", account(REVIEWER, "User"));
        body.put("installation", map("id", 31_337, "node_id", CANARY + "-node"));
        return body;
    }

    public static Map<String, Object> push(String ref) {
        Map<String, Object> repository = repositoryObject();
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
        body.put("repository", repositoryObject());
        body.put("sender", account(AUTHOR, "User"));
        return body;
    }

    public static Map<String, Object> installation(String action) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("action", action);
        body.put("installation", installationObject());
        body.put("repositories", List.of(listed(700_001, "one", false), listed(700_002, "two", true)));
        body.put("requester", null);
        body.put("sender", account(AUTHOR, "User"));
        return body;
    }

    public static Map<String, Object> installationRepositories(String action) {
        boolean added = action.equals("added");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("action", action);
        body.put("installation", installationObject());
        body.put("repository_selection", "selected");
        body.put("repositories_added", added ? List.of(listed(700_003, "three", true)) : List.of());
        body.put("repositories_removed", added ? List.of() : List.of(listed(700_004, "canary-four", false)));
        body.put("requester", account(AUTHOR, "User"));
        body.put("sender", account(AUTHOR, "User"));
        return body;
    }

    private static Map<String, Object> pullRequestObject(boolean whole) {
        Map<String, Object> head = map(
                "label",
                CANARY + "-owner:branch",
                "ref",
                BRANCH,
                "sha",
                CANARY + "-sha",
                "user",
                account(AUTHOR, "User"),
                "repo",
                repositoryObject());
        Map<String, Object> base = map(
                "label",
                CANARY + "-owner:trunk",
                "ref",
                DEFAULT_BRANCH,
                "sha",
                CANARY + "-sha",
                "user",
                account(AUTHOR, "User"),
                "repo",
                repositoryObject());
        Map<String, Object> pull = map(
                "id",
                1_234_567_890_123L,
                "node_id",
                CANARY + "-node",
                "number",
                42,
                "state",
                "open",
                "locked",
                false,
                "title",
                CANARY + "-title \"quoted\" \u00e9\ud83d\ude00",
                "user",
                account(AUTHOR, "User"),
                "body",
                CANARY + "-body\nwith lines",
                "created_at",
                "2026-03-01T08:00:00Z",
                "updated_at",
                "2026-03-02T09:30:00Z",
                "closed_at",
                null,
                "merged_at",
                null,
                "merge_commit_sha",
                CANARY + "-merge-sha",
                "assignee",
                null,
                "assignees",
                List.of(account(500_009, "User")),
                "requested_reviewers",
                List.of(account(REVIEWER, "User"), account(500_003, "User")),
                "requested_teams",
                List.of(map("name", CANARY + "-team", "id", 77)),
                "labels",
                List.of(map("id", 5, "name", CANARY + "-label")),
                "milestone",
                map("title", CANARY + "-milestone", "creator", account(AUTHOR, "User")),
                "draft",
                false,
                "head",
                head,
                "base",
                base,
                "_links",
                map("self", map("href", CANARY + "-href")),
                "author_association",
                "CONTRIBUTOR",
                "auto_merge",
                null,
                "active_lock_reason",
                null);
        addUrls(
                pull,
                "url html_url diff_url patch_url issue_url commits_url review_comments_url comments_url statuses_url");
        if (whole) {
            pull.putAll(map(
                    "merged", false,
                    "mergeable", null,
                    "mergeable_state", CANARY,
                    "merged_by", account(AUTHOR, "User"),
                    "comments", 3,
                    "review_comments", 4,
                    "maintainer_can_modify", false,
                    "commits", 2,
                    "additions", 120,
                    "deletions", 30,
                    "changed_files", 7));
        }
        return pull;
    }

    private static Map<String, Object> repositoryObject() {
        Map<String, Object> repository = map(
                "id",
                REPOSITORY,
                "node_id",
                CANARY + "-node",
                "name",
                NAME,
                "full_name",
                CANARY + "-owner/" + NAME,
                "private",
                true,
                "owner",
                account(9_000, "Organization"),
                "description",
                CANARY + "-description",
                "fork",
                false,
                "created_at",
                "2023-11-14T22:13:20Z",
                "updated_at",
                "2026-03-01T07:00:00Z",
                "pushed_at",
                "2026-03-02T09:30:00Z",
                "homepage",
                CANARY + "-homepage",
                "size",
                4_096,
                "stargazers_count",
                1,
                "language",
                "C++",
                "archived",
                false,
                "open_issues_count",
                12,
                "license",
                map("key", CANARY, "name", CANARY),
                "topics",
                List.of(CANARY + "-topic"),
                "visibility",
                "private",
                "default_branch",
                DEFAULT_BRANCH,
                "custom_properties",
                map(CANARY + "-property", CANARY + "-value"));
        addUrls(
                repository,
                "html_url url forks_url keys_url collaborators_url teams_url hooks_url events_url branches_url tags_url"
                        + " blobs_url git_refs_url trees_url statuses_url commits_url contents_url clone_url ssh_url");
        return repository;
    }

    private static Map<String, Object> installationObject() {
        Map<String, Object> installation = map(
                "id",
                31_337,
                "account",
                account(9_000, "Organization"),
                "repository_selection",
                "selected",
                "app_id",
                4_242,
                "target_id",
                9_000,
                "permissions",
                map("metadata", "read", "pull_requests", "read"),
                "events",
                List.of("pull_request", "push"),
                "created_at",
                1_772_000_000,
                "updated_at",
                "2026-03-03T01:00:00.000+02:00",
                "single_file_name",
                CANARY + "-file");
        addUrls(installation, "access_tokens_url repositories_url html_url");
        return installation;
    }

    private static Map<String, Object> listed(long id, String name, boolean isPrivate) {
        return map(
                "id", id,
                "node_id", CANARY + "-node",
                "name", name,
                "full_name", CANARY + "-owner/" + name,
                "private", isPrivate);
    }

    static Map<String, Object> commit(String timestamp, boolean distinct) {
        Map<String, Object> person =
                map("name", CANARY + "-name", "email", CANARY + "@mail.invalid", "username", CANARY + "-login");
        return map(
                "id",
                CANARY + "-sha",
                "tree_id",
                CANARY + "-tree",
                "distinct",
                distinct,
                "message",
                CANARY + "-message",
                "timestamp",
                timestamp,
                "url",
                CANARY + "-url",
                "author",
                person,
                "committer",
                person,
                "added",
                List.of(CANARY + "/added.txt"),
                "removed",
                List.of(CANARY + "/removed.txt"),
                "modified",
                List.of(CANARY + "/modified.txt"));
    }

    private static Map<String, Object> account(long id, String type) {
        Map<String, Object> account = map(
                "login", CANARY + "-login", "id", id, "node_id", CANARY + "-node", "type", type, "site_admin", false);
        addUrls(account, "avatar_url url html_url followers_url gists_url repos_url events_url received_events_url");
        return account;
    }

    private static void addUrls(Map<String, Object> object, String names) {
        for (String name : names.split(" ", -1)) {
            object.put(name, "https://" + CANARY + ".invalid/" + name);
        }
    }

    private static Map<String, Object> map(@Nullable Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
