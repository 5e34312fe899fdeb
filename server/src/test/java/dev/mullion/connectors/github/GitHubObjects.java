package dev.mullion.connectors.github;

import static dev.mullion.connectors.github.GitHubBodies.AUTHOR;
import static dev.mullion.connectors.github.GitHubBodies.BRANCH;
import static dev.mullion.connectors.github.GitHubBodies.CANARY;
import static dev.mullion.connectors.github.GitHubBodies.DEFAULT_BRANCH;
import static dev.mullion.connectors.github.GitHubBodies.NAME;
import static dev.mullion.connectors.github.GitHubBodies.REPOSITORY;
import static dev.mullion.connectors.github.GitHubBodies.REVIEWER;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects that stand in {@link GitHubBodies}, in GitHub's shapes: each call makes a new one, to be changed at will.
 */
final class GitHubObjects {

    private GitHubObjects() {}

    static Map<String, Object> pullRequest(boolean whole) {
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
                repository());
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
                repository());
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

    static Map<String, Object> review(String state) {
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
        return review;
    }

    static Map<String, Object> repository() {
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

    static Map<String, Object> installation() {
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

    static Map<String, Object> listed(long id, String name, boolean isPrivate) {
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

    static Map<String, Object> account(long id, String type) {
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

    static Map<String, Object> map(@Nullable Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
