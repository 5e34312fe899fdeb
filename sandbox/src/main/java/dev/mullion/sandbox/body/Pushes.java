package dev.mullion.sandbox.body;

import dev.mullion.sandbox.world.Company;
import dev.mullion.sandbox.world.Draw;
import dev.mullion.sandbox.world.Event.BranchPushed;
import dev.mullion.sandbox.world.Event.PullRequestStepped;
import dev.mullion.sandbox.world.Event.Tagged;
import dev.mullion.sandbox.world.Hash;
import dev.mullion.sandbox.world.Person;
import dev.mullion.sandbox.world.PullRequest;
import dev.mullion.sandbox.world.PullRequestState;
import dev.mullion.sandbox.world.Repository;
import dev.mullion.sandbox.world.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Everything of a push between the braces but repository, sender and installation. */
final class Pushes {
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private record Commit(String id, Instant at, Person author, String message) {}

    private final Company company;

    Pushes(Company company) {
        this.company = company;
    }

    void write(JsonGenerator json, PullRequestStepped event) {
        PullRequest pullRequest = event.pullRequest();
        PullRequestState state = pullRequest.stateAt(event.step());
        Step step = event.what();
        String branch = "refs/heads/" + pullRequest.branch();
        switch (step.kind()) {
            case MERGE_PUSHED -> {
                String merge = PullRequests.mergeCommit(pullRequest);
                String message = "Merge synthetic change " + pullRequest.number();
                String before = PullRequests.base(pullRequest.repository(), step.at());
                ref(json, event.repository(), "refs/heads/" + Repository.DEFAULT_BRANCH, before, merge, step.at());
                commits(json, event.repository(), List.of(new Commit(merge, step.at(), step.actor(), message)));
            }
            case BRANCH_DELETED -> {
                ref(json, event.repository(), branch, state.head(), Hash.NOTHING, step.at());
                commits(json, event.repository(), List.of());
            }
            default -> {
                ref(json, event.repository(), branch, state.previousHead(), state.head(), step.at());
                commits(json, event.repository(), commitsOf(pullRequest, event.step()));
            }
        }
    }

    void write(JsonGenerator json, BranchPushed event) {
        long salt = event.key() + event.at().getEpochSecond();
        var commits = new ArrayList<Commit>();
        for (int i = 0; i < event.commits(); i++) {
            Instant at = event.at().minusSeconds((event.commits() - i) * 700L);
            commits.add(new Commit(Hash.of(salt, i), at, event.actor(), "Synthetic work " + event.branch() + "." + i));
        }
        String before = event.created() ? Hash.NOTHING : Hash.of(salt, -1);
        String branch = "refs/heads/try/synthetic-" + event.branch();
        ref(json, event.repository(), branch, before, commits.getLast().id(), event.at());
        commits(json, event.repository(), commits);
    }

    void write(JsonGenerator json, Tagged event) {
        String commit = PullRequests.base(event.repository(), event.at());
        String before = event.deleted() ? commit : Hash.NOTHING;
        String after = event.deleted() ? Hash.NOTHING : commit;
        var release = new Commit(commit, event.at(), event.actor(), "Synthetic release " + event.tag());
        ref(json, event.repository(), "refs/tags/" + event.tag(), before, after, event.at());
        json.writeArrayPropertyStart("commits");
        json.writeEndArray();
        head(json, event.repository(), event.deleted() ? List.of() : List.of(release));
    }

    void pusher(JsonGenerator json, Person person) {
        json.writeObjectPropertyStart("pusher");
        json.writeStringProperty("name", person.login());
        json.writeStringProperty("email", person.email());
        json.writeEndObject();
    }

    private void ref(JsonGenerator json, Repository repository, String ref, String before, String after, Instant at) {
        json.writeStringProperty("ref", ref);
        json.writeStringProperty("before", before);
        json.writeStringProperty("after", after);
        json.writeBooleanProperty("created", before.equals(Hash.NOTHING));
        json.writeBooleanProperty("deleted", after.equals(Hash.NOTHING));
        json.writeBooleanProperty("forced", false);
        json.writeNullProperty("base_ref");
        String page = "https://github.com/" + company.login() + "/"
                + repository.faceAt(at).name();
        json.writeStringProperty(
                "compare", page + "/compare/" + before.substring(0, 12) + "..." + after.substring(0, 12));
    }

    private List<Commit> commitsOf(PullRequest pullRequest, int step) {
        Step push = pullRequest.steps().get(step);
        Duration each = Duration.between(push.since(), push.at()).dividedBy(Math.max(1, push.commits()));
        var commits = new ArrayList<Commit>(push.commits());
        for (int i = 0; i < push.commits(); i++) {
            String message = PullRequests.title(pullRequest) + ", part " + (i + 1);
            Instant at = push.since().plus(each.multipliedBy(i));
            commits.add(new Commit(Hash.of(pullRequest.salt(), step, i), at, push.actor(), message));
        }
        return commits;
    }

    private void commits(JsonGenerator json, Repository repository, List<Commit> commits) {
        json.writeArrayPropertyStart("commits");
        for (Commit commit : commits) {
            write(json, repository, commit);
        }
        json.writeEndArray();
        head(json, repository, commits);
    }

    private void head(JsonGenerator json, Repository repository, List<Commit> commits) {
        if (commits.isEmpty()) {
            json.writeNullProperty("head_commit");
        } else {
            json.writeName("head_commit");
            write(json, repository, commits.getLast());
        }
    }

    private void write(JsonGenerator json, Repository repository, Commit commit) {
        Draw draw = Draw.of(commit.at().getEpochSecond(), commit.id().hashCode());
        json.writeStartObject();
        json.writeStringProperty("id", commit.id());
        json.writeStringProperty("tree_id", Hash.of(draw.next()));
        json.writeBooleanProperty("distinct", true);
        json.writeStringProperty("message", commit.message() + "\n\n" + Prose.text(draw.next(), 2));
        json.writeStringProperty(
                "timestamp",
                WITH_OFFSET.format(commit.at().atZone(commit.author().zone())));
        json.writeStringProperty(
                "url",
                "https://github.com/" + company.login() + "/"
                        + repository.faceAt(commit.at()).name() + "/commit/" + commit.id());
        signature(json, "author", commit.author());
        signature(json, "committer", commit.author());
        files(json, "added", draw.below(3), draw);
        files(json, "removed", draw.below(2), draw);
        files(json, "modified", 1 + draw.below(6), draw);
        json.writeEndObject();
    }

    private static void signature(JsonGenerator json, String name, Person person) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("name", person.name());
        json.writeStringProperty("email", person.email());
        json.writeStringProperty("username", person.login());
        json.writeEndObject();
    }

    private static void files(JsonGenerator json, String name, int count, Draw draw) {
        json.writeArrayPropertyStart(name);
        for (int i = 0; i < count; i++) {
            json.writeString("src/synthetic/module-" + draw.below(40) + "/file-" + draw.below(900) + ".txt");
        }
        json.writeEndArray();
    }
}
