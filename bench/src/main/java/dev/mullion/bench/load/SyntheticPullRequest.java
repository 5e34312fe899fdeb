package dev.mullion.bench.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A {@code pull_request} webhook body with the properties, order and size of GitHub's (about 28 KB), and with values
 * that are openly made up. The same seed gives the same body.
 */
final class SyntheticPullRequest {

    private static final String API = "https://api.github.invalid";
    private static final String SITE = "https://github.invalid";
    private static final String OWNER = "synthetic-company";

    private static final List<String> ACCOUNT_URLS = List.of(
            "followers",
            "following{/other_user}",
            "gists{/gist_id}",
            "starred{/owner}{/repo}",
            "subscriptions",
            "orgs",
            "repos",
            "events{/privacy}",
            "received_events");

    /** The name before {@code _url} where the path does not say it. */
    private static final Map<String, String> NAMED_OTHERWISE = Map.of(
            "orgs", "organizations",
            "issues/events{/number}", "issue_events",
            "issues/comments{/number}", "issue_comment",
            "git/blobs{/sha}", "blobs",
            "git/trees{/sha}", "trees",
            "statuses/{sha}", "statuses",
            "contents/{+path}", "contents",
            "compare/{base}...{head}", "compare",
            "{archive_format}{/ref}", "archive");

    private static final List<String> REPOSITORY_URLS = List.of(
            "forks",
            "keys{/key_id}",
            "collaborators{/collaborator}",
            "teams",
            "hooks",
            "issues/events{/number}",
            "events",
            "assignees{/user}",
            "branches{/branch}",
            "tags",
            "git/blobs{/sha}",
            "git/tags{/sha}",
            "git/refs{/sha}",
            "git/trees{/sha}",
            "statuses/{sha}",
            "languages",
            "stargazers",
            "contributors",
            "subscribers",
            "subscription",
            "commits{/sha}",
            "git/commits{/sha}",
            "comments{/number}",
            "issues/comments{/number}",
            "contents/{+path}",
            "compare/{base}...{head}",
            "merges",
            "{archive_format}{/ref}",
            "downloads",
            "issues{/number}",
            "pulls{/number}",
            "milestones{/number}",
            "notifications{?since,all,participating}",
            "labels{/name}",
            "releases{/id}",
            "deployments");

    private final Random random;
    private final String repositoryName;
    private final long repositoryId;
    private final boolean old;

    private SyntheticPullRequest(int seed, boolean old) {
        this.random = new Random(seed);
        this.repositoryId = 700_000_000L + seed % 20;
        this.repositoryName = "synthetic-service-" + seed % 20;
        this.old = old;
    }

    /**
     * A body as a tree.
     *
     * @param old whether it states an earlier state of the same pull request, which must not undo a later one
     */
    static Map<String, Object> body(int seed, long id, int number, boolean old) {
        return new SyntheticPullRequest(seed, old).body(id, number);
    }

    private Map<String, Object> body(long id, int number) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("action", old ? "edited" : "synchronize");
        body.put("number", number);
        body.put("pull_request", pullRequest(id, number));
        body.put("before", sha());
        body.put("after", sha());
        body.put("repository", repository());
        body.put("organization", account("synthetic-company", "Organization"));
        body.put("sender", person());
        body.put("installation", Map.of("id", 1, "node_id", "c3ludGhldGljLWluc3RhbGxhdGlvbg=="));
        return body;
    }

    private Map<String, Object> pullRequest(long id, int number) {
        String self = API + "/repos/" + OWNER + "/" + repositoryName + "/pulls/" + number;
        Map<String, Object> pull = new LinkedHashMap<>();
        pull.put("url", self);
        pull.put("id", id);
        pull.put("node_id", "PR_synthetic" + random.nextInt(100_000, 999_999));
        for (String part : List.of("html", "diff", "patch", "issue")) {
            pull.put(part + "_url", SITE + "/" + OWNER + "/" + repositoryName + "/pull/" + number + "." + part);
        }
        pull.put("number", number);
        pull.put("state", "open");
        pull.put("locked", false);
        pull.put("title", "Synthetic change " + words(8));
        pull.put("user", person());
        pull.put("body", words(20 + random.nextInt(80)));
        pull.put("created_at", "2025-05-01T08:00:00Z");
        pull.put("updated_at", old ? "2025-05-02T08:00:00Z" : "2026-03-02T08:00:00Z");
        pull.put("closed_at", null);
        pull.put("merged_at", null);
        pull.put("merge_commit_sha", sha());
        pull.put("assignee", null);
        pull.put("assignees", List.of());
        pull.put("requested_reviewers", List.of(person()));
        pull.put("requested_teams", List.of());
        pull.put("labels", List.of(label()));
        pull.put("milestone", null);
        pull.put("draft", false);
        for (String part : List.of("commits", "review_comments", "review_comment", "comments", "statuses")) {
            pull.put(part + "_url", self + "/" + part);
        }
        pull.put("head", branch("synthetic/change-" + number));
        pull.put("base", branch("main"));
        pull.put("_links", links(self));
        pull.put("author_association", "MEMBER");
        pull.put("auto_merge", null);
        pull.put("active_lock_reason", null);
        pull.put("merged", false);
        pull.put("mergeable", null);
        pull.put("rebaseable", null);
        pull.put("mergeable_state", "unknown");
        pull.put("merged_by", null);
        pull.put("comments", random.nextInt(20));
        pull.put("review_comments", random.nextInt(20));
        pull.put("maintainer_can_modify", false);
        pull.put("commits", 1 + random.nextInt(20));
        pull.put("additions", old ? Templates.ADDITIONS_OF_OLD : random.nextInt(2_000));
        pull.put("deletions", random.nextInt(900));
        pull.put("changed_files", 1 + random.nextInt(60));
        return pull;
    }

    private Map<String, Object> branch(String ref) {
        Map<String, Object> branch = new LinkedHashMap<>();
        branch.put("label", OWNER + ":" + ref);
        branch.put("ref", ref);
        branch.put("sha", sha());
        branch.put("user", account(OWNER, "Organization"));
        branch.put("repo", repository());
        return branch;
    }

    private Map<String, Object> repository() {
        String self = API + "/repos/" + OWNER + "/" + repositoryName;
        Map<String, Object> repository = new LinkedHashMap<>();
        repository.put("id", repositoryId);
        repository.put("node_id", "R_synthetic" + repositoryId);
        repository.put("name", repositoryName);
        repository.put("full_name", OWNER + "/" + repositoryName);
        repository.put("private", true);
        repository.put("owner", account(OWNER, "Organization"));
        repository.put("html_url", SITE + "/" + OWNER + "/" + repositoryName);
        repository.put("description", null);
        repository.put("fork", false);
        repository.put("url", self);
        for (String part : REPOSITORY_URLS) {
            repository.put(urlName(part), self + "/" + part);
        }
        repository.put("created_at", "2024-01-02T08:00:00Z");
        repository.put("updated_at", "2026-03-01T08:00:00Z");
        repository.put("pushed_at", "2026-03-01T09:00:00Z");
        for (String scheme : List.of("git", "ssh", "clone", "svn")) {
            repository.put(scheme + "_url", scheme + "://github.invalid/" + OWNER + "/" + repositoryName);
        }
        repository.put("homepage", null);
        repository.put("size", 4_321);
        repository.put("stargazers_count", 0);
        repository.put("watchers_count", 0);
        repository.put("language", "Java");
        for (String feature : List.of("issues", "projects", "downloads", "wiki", "pages", "discussions")) {
            repository.put("has_" + feature, true);
        }
        repository.put("forks_count", 0);
        repository.put("mirror_url", null);
        repository.put("archived", false);
        repository.put("disabled", false);
        repository.put("open_issues_count", 12);
        repository.put("license", null);
        repository.put("allow_forking", false);
        repository.put("is_template", false);
        repository.put("web_commit_signoff_required", false);
        repository.put("topics", List.of("synthetic"));
        repository.put("visibility", "private");
        repository.put("forks", 0);
        repository.put("open_issues", 12);
        repository.put("watchers", 0);
        repository.put("default_branch", "main");
        repository.put("custom_properties", Map.of());
        return repository;
    }

    private Map<String, Object> person() {
        return account("synthetic-person-" + random.nextInt(100, 300), "User");
    }

    private Map<String, Object> account(String login, String type) {
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("login", login);
        account.put("id", 50_000_000L + Math.floorMod(login.hashCode(), 1_000_000));
        account.put("node_id", "U_synthetic" + Math.floorMod(login.hashCode(), 1_000_000));
        account.put("avatar_url", "https://avatars.github.invalid/u/" + login + "?v=4");
        account.put("gravatar_id", "");
        account.put("url", API + "/users/" + login);
        account.put("html_url", SITE + "/" + login);
        for (String part : ACCOUNT_URLS) {
            account.put(urlName(part), API + "/users/" + login + "/" + part);
        }
        account.put("type", type);
        account.put("user_view_type", "public");
        account.put("site_admin", false);
        return account;
    }

    private static String urlName(String path) {
        String name =
                NAMED_OTHERWISE.getOrDefault(path, path.replaceAll("[{?].*", "").replace('/', '_'));
        return name + "_url";
    }

    private Map<String, Object> label() {
        Map<String, Object> label = new LinkedHashMap<>();
        label.put("id", random.nextLong(1_000_000_000L, 9_999_999_999L));
        label.put("node_id", "LA_synthetic");
        label.put("url", API + "/repos/" + OWNER + "/" + repositoryName + "/labels/synthetic");
        label.put("name", "synthetic label");
        label.put("color", "d73a4a");
        label.put("default", false);
        label.put("description", "A made-up label");
        return label;
    }

    private static Map<String, Object> links(String self) {
        Map<String, Object> links = new LinkedHashMap<>();
        for (String part : List.of(
                "self", "html", "issue", "comments", "review_comments", "review_comment", "commits", "statuses")) {
            links.put(part, Map.of("href", self + "/" + part));
        }
        return links;
    }

    private String sha() {
        StringBuilder sha = new StringBuilder();
        while (sha.length() < 40) {
            sha.append(Integer.toHexString(random.nextInt(16)));
        }
        return sha.toString();
    }

    private String words(int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add("word" + random.nextInt(1_000));
        }
        return String.join(" ", words);
    }
}
