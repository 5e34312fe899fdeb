package dev.mullion.sandbox.body;

import dev.mullion.sandbox.world.Company;
import dev.mullion.sandbox.world.Hash;
import dev.mullion.sandbox.world.Person;
import dev.mullion.sandbox.world.PullRequest;
import dev.mullion.sandbox.world.PullRequestState;
import dev.mullion.sandbox.world.Repository;
import dev.mullion.sandbox.world.Step;
import dev.mullion.sandbox.world.StepKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The pull request object: in full as `pull_request` events have it, or without its counts as reviews have it. */
final class PullRequests {
    private static final long MERGE_COMMIT = 9_999;

    private final Company company;
    private final Accounts accounts;
    private final Repositories repositories;

    PullRequests(Company company, Accounts accounts, Repositories repositories) {
        this.company = company;
        this.accounts = accounts;
        this.repositories = repositories;
    }

    static String mergeCommit(PullRequest pullRequest) {
        return Hash.of(pullRequest.salt(), MERGE_COMMIT);
    }

    /** A commit on the default branch; it moves once a day, which is enough. */
    static String base(Repository repository, Instant at) {
        return Hash.of(repository.id(), at.getEpochSecond() / 86_400);
    }

    static String title(PullRequest pullRequest) {
        return (pullRequest.author().bot() ? "Synthetic update " : "Synthetic change ") + pullRequest.number() + " in "
                + pullRequest.repository().name();
    }

    void write(JsonGenerator json, PullRequestState state, Instant at) {
        json.writeObjectPropertyStart("pull_request");
        shared(json, state, at);
        counts(json, state);
        json.writeEndObject();
    }

    void writeOfReview(JsonGenerator json, PullRequestState state, Instant at) {
        json.writeObjectPropertyStart("pull_request");
        shared(json, state, at);
        json.writeEndObject();
    }

    String api(PullRequest pullRequest, Instant at) {
        return "https://api.github.com/repos/" + path(pullRequest, at) + "/pulls/" + pullRequest.number();
    }

    String page(PullRequest pullRequest, Instant at) {
        return "https://github.com/" + path(pullRequest, at) + "/pull/" + pullRequest.number();
    }

    private String path(PullRequest pullRequest, Instant at) {
        return company.login() + "/" + pullRequest.repository().faceAt(at).name();
    }

    private void shared(JsonGenerator json, PullRequestState state, Instant at) {
        PullRequest pullRequest = state.pullRequest();
        identity(json, pullRequest, at);
        json.writeStringProperty("state", state.isOpen() ? "open" : "closed");
        json.writeBooleanProperty("locked", false);
        json.writeStringProperty("title", title(pullRequest));
        accounts.write(json, "user", pullRequest.author());
        json.writeStringProperty("body", Prose.description(pullRequest));
        json.writeStringProperty("created_at", state.openedAt().toString());
        json.writeStringProperty("updated_at", at.toString());
        instant(json, "closed_at", state.closedAt());
        instant(json, "merged_at", state.merge().map(Step::at));
        json.writeStringProperty("merge_commit_sha", mergeCommit(pullRequest));
        people(json, state);
        labels(json, state);
        json.writeNullProperty("milestone");
        json.writeBooleanProperty("draft", state.isDraft());
        addresses(json, state, at);
        branch(json, "head", pullRequest.branch(), state.head(), pullRequest, at);
        branch(json, "base", Repository.DEFAULT_BRANCH, base(pullRequest.repository(), at), pullRequest, at);
        links(json, state, at);
        json.writeStringProperty("author_association", pullRequest.author().bot() ? "NONE" : "MEMBER");
        json.writeNullProperty("auto_merge");
        json.writeNullProperty("active_lock_reason");
    }

    private void identity(JsonGenerator json, PullRequest pullRequest, Instant at) {
        String page = page(pullRequest, at);
        json.writeStringProperty("url", api(pullRequest, at));
        json.writeNumberProperty("id", pullRequest.id());
        json.writeStringProperty("node_id", "PR_synthetic" + pullRequest.id());
        json.writeStringProperty("html_url", page);
        json.writeStringProperty("diff_url", page + ".diff");
        json.writeStringProperty("patch_url", page + ".patch");
        json.writeStringProperty("issue_url", issue(pullRequest, at));
        json.writeNumberProperty("number", pullRequest.number());
    }

    private String issue(PullRequest pullRequest, Instant at) {
        return "https://api.github.com/repos/" + path(pullRequest, at) + "/issues/" + pullRequest.number();
    }

    private void people(JsonGenerator json, PullRequestState state) {
        json.writeNullProperty("assignee");
        json.writeArrayPropertyStart("assignees");
        json.writeEndArray();
        json.writeArrayPropertyStart("requested_reviewers");
        for (Person reviewer : state.requestedReviewers()) {
            accounts.write(json, reviewer);
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("requested_teams");
        json.writeEndArray();
    }

    private static void labels(JsonGenerator json, PullRequestState state) {
        json.writeArrayPropertyStart("labels");
        if (state.isLabeled()) {
            label(json, state.pullRequest());
        }
        json.writeEndArray();
    }

    static void label(JsonGenerator json, PullRequest pullRequest) {
        long id = 4_000_000_000L + pullRequest.repository().key();
        json.writeStartObject();
        json.writeNumberProperty("id", id);
        json.writeStringProperty("node_id", "LA_synthetic" + id);
        json.writeStringProperty("url", "https://api.github.com/labels/synthetic");
        json.writeStringProperty("name", pullRequest.author().bot() ? "synthetic-dependencies" : "synthetic-label");
        json.writeStringProperty("color", "ededed");
        json.writeBooleanProperty("default", false);
        json.writeStringProperty("description", "A label of a synthetic company");
        json.writeEndObject();
    }

    private void addresses(JsonGenerator json, PullRequestState state, Instant at) {
        String api = api(state.pullRequest(), at);
        String repository = "https://api.github.com/repos/" + path(state.pullRequest(), at);
        json.writeStringProperty("commits_url", api + "/commits");
        json.writeStringProperty("review_comments_url", api + "/comments");
        json.writeStringProperty("review_comment_url", repository + "/pulls/comments{/number}");
        json.writeStringProperty("comments_url", issue(state.pullRequest(), at) + "/comments");
        json.writeStringProperty("statuses_url", repository + "/statuses/" + state.head());
    }

    private void branch(JsonGenerator json, String name, String ref, String sha, PullRequest pullRequest, Instant at) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("label", company.login() + ":" + ref);
        json.writeStringProperty("ref", ref);
        json.writeStringProperty("sha", sha);
        accounts.writeOwner(json, "user", company);
        repositories.writeOfBranch(json, pullRequest.repository(), at);
        json.writeEndObject();
    }

    private void links(JsonGenerator json, PullRequestState state, Instant at) {
        String api = api(state.pullRequest(), at);
        String issue = issue(state.pullRequest(), at);
        String repository = "https://api.github.com/repos/" + path(state.pullRequest(), at);
        json.writeObjectPropertyStart("_links");
        link(json, "self", api);
        link(json, "html", page(state.pullRequest(), at));
        link(json, "issue", issue);
        link(json, "comments", issue + "/comments");
        link(json, "review_comments", api + "/comments");
        link(json, "review_comment", repository + "/pulls/comments{/number}");
        link(json, "commits", api + "/commits");
        link(json, "statuses", repository + "/statuses/" + state.head());
        json.writeEndObject();
    }

    static void link(JsonGenerator json, String name, String address) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("href", address);
        json.writeEndObject();
    }

    private void counts(JsonGenerator json, PullRequestState state) {
        Optional<Step> merge = state.merge();
        json.writeBooleanProperty("merged", merge.isPresent());
        mergeable(json, state);
        if (merge.isPresent()) {
            accounts.write(json, "merged_by", merge.get().actor());
        } else {
            json.writeNullProperty("merged_by");
        }
        json.writeNumberProperty("comments", state.comments());
        json.writeNumberProperty("review_comments", state.reviewComments());
        json.writeBooleanProperty("maintainer_can_modify", false);
        json.writeNumberProperty("commits", state.commits());
        json.writeNumberProperty("additions", state.additions());
        json.writeNumberProperty("deletions", state.deletions());
        json.writeNumberProperty("changed_files", state.changedFiles());
    }

    /** The vendor works it out some time after a push; until then it says null. */
    private static void mergeable(JsonGenerator json, PullRequestState state) {
        StepKind last = state.last().kind();
        boolean known = state.merge().isEmpty()
                && last != StepKind.OPENED
                && last != StepKind.OPENED_AS_DRAFT
                && last != StepKind.SYNCHRONIZED;
        for (String name : List.of("mergeable", "rebaseable")) {
            if (known) {
                json.writeBooleanProperty(name, true);
            } else {
                json.writeNullProperty(name);
            }
        }
        json.writeStringProperty("mergeable_state", known ? "clean" : "unknown");
    }

    private static void instant(JsonGenerator json, String name, Optional<Instant> at) {
        if (at.isPresent()) {
            json.writeStringProperty(name, at.get().toString());
        } else {
            json.writeNullProperty(name);
        }
    }
}
