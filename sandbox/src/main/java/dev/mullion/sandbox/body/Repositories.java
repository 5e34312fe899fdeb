package dev.mullion.sandbox.body;

import dev.mullion.sandbox.vendor.NeverKept;
import dev.mullion.sandbox.world.Company;
import dev.mullion.sandbox.world.Repository;
import dev.mullion.sandbox.world.Repository.Face;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** The repository as it stands in a body: forty addresses that hardly change, and a few numbers that do. */
final class Repositories {
    private static final List<String> PATHS = List.of(
            "forks",
            "forks",
            "keys",
            "keys{/key_id}",
            "collaborators",
            "collaborators{/collaborator}",
            "teams",
            "teams",
            "hooks",
            "hooks",
            "issue_events",
            "issues/events{/number}",
            "events",
            "events",
            "assignees",
            "assignees{/user}",
            "branches",
            "branches{/branch}",
            "tags",
            "tags",
            "blobs",
            "git/blobs{/sha}",
            "git_tags",
            "git/tags{/sha}",
            "git_refs",
            "git/refs{/sha}",
            "trees",
            "git/trees{/sha}",
            "statuses",
            "statuses/{sha}",
            "languages",
            "languages",
            "stargazers",
            "stargazers",
            "contributors",
            "contributors",
            "subscribers",
            "subscribers",
            "subscription",
            "subscription",
            "commits",
            "commits{/sha}",
            "git_commits",
            "git/commits{/sha}",
            "comments",
            "comments{/number}",
            "issue_comment",
            "issues/comments{/number}",
            "contents",
            "contents/{+path}",
            "compare",
            "compare/{base}...{head}",
            "merges",
            "merges",
            "archive",
            "{archive_format}{/ref}",
            "downloads",
            "downloads",
            "issues",
            "issues{/number}",
            "pulls",
            "pulls{/number}",
            "milestones",
            "milestones{/number}",
            "notifications",
            "notifications{?since,all,participating}",
            "labels",
            "labels{/name}",
            "releases",
            "releases{/id}",
            "deployments",
            "deployments");

    /** Begins with a comma, as it is written raw behind other properties. */
    private static final SerializedString SETTINGS = new SerializedString("""
            ,"allow_squash_merge":true,"allow_merge_commit":true,"allow_rebase_merge":true,"allow_auto_merge":false,\
            "delete_branch_on_merge":false,"allow_update_branch":false,"use_squash_pr_title_as_default":false,\
            "squash_merge_commit_message":"COMMIT_MESSAGES","squash_merge_commit_title":"COMMIT_OR_PR_TITLE",\
            "merge_commit_message":"PR_TITLE","merge_commit_title":"MERGE_MESSAGE\"""");

    private record Addressed(int key, Face face) {}

    private final Company company;
    private final Accounts accounts;
    private final Map<Addressed, SerializedString> addresses = new ConcurrentHashMap<>();

    Repositories(Company company, Accounts accounts) {
        this.company = company;
        this.accounts = accounts;
    }

    /** With ISO instants, as everywhere but in pushes. */
    void write(JsonGenerator json, Repository repository, Instant at) {
        json.writeObjectPropertyStart("repository");
        usual(json, repository, at);
        json.writeEndObject();
    }

    /** As an element of a list. */
    void writeElement(JsonGenerator json, Repository repository, Instant at) {
        json.writeStartObject();
        usual(json, repository, at);
        json.writeEndObject();
    }

    /** Both ends of a pull request show the settings for merging as well. */
    void writeOfBranch(JsonGenerator json, Repository repository, Instant at) {
        json.writeObjectPropertyStart("repo");
        usual(json, repository, at);
        json.writeRaw(SETTINGS);
        json.writeEndObject();
    }

    private void usual(JsonGenerator json, Repository repository, Instant at) {
        Face face = repository.faceAt(at);
        begin(json, repository, face);
        accounts.writeOwner(json, "owner", company);
        json.writeRaw(addresses(repository, face));
        json.writeStringProperty("created_at", repository.createdAt().toString());
        json.writeStringProperty("updated_at", at.toString());
        json.writeStringProperty("pushed_at", at.toString());
        end(json, repository, face);
    }

    /** With instants as seconds since 1970, and an owner who has a mail address: the form of pushes. */
    void writeOfPush(JsonGenerator json, Repository repository, Instant at) {
        json.writeObjectPropertyStart("repository");
        Face face = repository.faceAt(at);
        begin(json, repository, face);
        accounts.writeNamedOwner(json, "owner", company);
        json.writeRaw(addresses(repository, face));
        json.writeNumberProperty("created_at", repository.createdAt().getEpochSecond());
        json.writeStringProperty("updated_at", at.toString());
        json.writeNumberProperty("pushed_at", at.getEpochSecond());
        end(json, repository, face);
        json.writeNumberProperty("stargazers", 0);
        json.writeStringProperty("master_branch", Repository.DEFAULT_BRANCH);
        json.writeStringProperty("organization", company.login());
        json.writeObjectPropertyStart("custom_properties");
        json.writeEndObject();
        json.writeEndObject();
    }

    private void begin(JsonGenerator json, Repository repository, Face face) {
        json.writeNumberProperty("id", repository.id());
        json.writeStringProperty("node_id", "R_synthetic" + repository.id());
        json.writeStringProperty("name", face.name());
        json.writeStringProperty("full_name", company.login() + "/" + face.name());
        json.writeBooleanProperty("private", face.isPrivate());
    }

    private static void end(JsonGenerator json, Repository repository, Face face) {
        json.writeNumberProperty("size", repository.kilobytes());
        json.writeNumberProperty("stargazers_count", 0);
        json.writeNumberProperty("watchers_count", 0);
        json.writeStringProperty("language", repository.language());
        for (String feature : List.of("issues", "projects", "downloads", "wiki")) {
            json.writeBooleanProperty("has_" + feature, true);
        }
        json.writeBooleanProperty("has_pages", false);
        json.writeBooleanProperty("has_discussions", false);
        json.writeNumberProperty("forks_count", 0);
        json.writeNullProperty("mirror_url");
        json.writeBooleanProperty("archived", face.archived());
        json.writeBooleanProperty("disabled", false);
        json.writeNumberProperty("open_issues_count", repository.key() % 17);
        license(json, face);
        json.writeBooleanProperty("allow_forking", !face.isPrivate());
        json.writeBooleanProperty("is_template", false);
        json.writeBooleanProperty("web_commit_signoff_required", false);
        json.writeArrayPropertyStart("topics");
        json.writeString("synthetic");
        json.writeEndArray();
        json.writeStringProperty("visibility", face.isPrivate() ? "private" : "public");
        json.writeNumberProperty("forks", 0);
        json.writeNumberProperty("open_issues", repository.key() % 17);
        json.writeNumberProperty("watchers", 0);
        json.writeStringProperty("default_branch", Repository.DEFAULT_BRANCH);
    }

    private static void license(JsonGenerator json, Face face) {
        if (face.isPrivate()) {
            json.writeNullProperty("license");
            return;
        }
        json.writeObjectPropertyStart("license");
        json.writeStringProperty("key", "other");
        json.writeStringProperty("name", "Other");
        json.writeStringProperty("spdx_id", "NOASSERTION");
        json.writeNullProperty("url");
        json.writeStringProperty("node_id", "L_synthetic");
        json.writeEndObject();
    }

    /** Begins with a comma: it is written raw between two properties. */
    private SerializedString addresses(Repository repository, Face face) {
        return addresses.computeIfAbsent(new Addressed(repository.key(), face), each -> addresses(face.name()));
    }

    private SerializedString addresses(String name) {
        String path = company.login() + "/" + name;
        String api = "https://api.github.com/repos/" + path;
        var text = new StringBuilder(5_000);
        property(text, "html_url", "https://github.com/" + path);
        property(
                text,
                "description",
                "Synthetic repository " + name + " of " + company.login() + ", " + NeverKept.CANARY);
        text.append(",\"fork\":false");
        property(text, "url", api);
        for (int i = 0; i < PATHS.size(); i += 2) {
            property(text, PATHS.get(i) + "_url", api + "/" + PATHS.get(i + 1));
        }
        property(text, "git_url", "git://github.com/" + path + ".git");
        property(text, "ssh_url", "git@github.com:" + path + ".git");
        property(text, "clone_url", "https://github.com/" + path + ".git");
        property(text, "svn_url", "https://github.com/" + path);
        property(text, "homepage", "https://" + name + "." + company.mailDomain());
        return new SerializedString(text.toString());
    }

    private static void property(StringBuilder text, String name, String value) {
        text.append(",\"").append(name).append("\":\"").append(value).append('"');
    }
}
