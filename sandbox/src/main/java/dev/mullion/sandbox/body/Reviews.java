package dev.mullion.sandbox.body;

import dev.mullion.sandbox.world.Event.PullRequestStepped;
import dev.mullion.sandbox.world.PullRequest;
import dev.mullion.sandbox.world.PullRequestState;
import dev.mullion.sandbox.world.Step;
import dev.mullion.sandbox.world.StepKind;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** The review object. A dismissal shows the approval it takes back, with its own instant. */
final class Reviews {
    private final Accounts accounts;
    private final PullRequests pullRequests;

    Reviews(Accounts accounts, PullRequests pullRequests) {
        this.accounts = accounts;
        this.pullRequests = pullRequests;
    }

    void write(JsonGenerator json, PullRequestStepped event) {
        PullRequest pullRequest = event.pullRequest();
        PullRequestState state = pullRequest.stateAt(event.step());
        StepKind kind = event.what().kind();
        int place = kind == StepKind.DISMISSED ? state.lastApproval() : event.step();
        Step review = pullRequest.steps().get(place);
        long id = pullRequest.id() * 100 + place;
        json.writeObjectPropertyStart("review");
        json.writeNumberProperty("id", id);
        json.writeStringProperty("node_id", "PRR_synthetic" + id);
        accounts.write(json, "user", review.actor());
        json.writeStringProperty("body", Prose.text(id, 3));
        json.writeStringProperty("commit_id", state.head());
        json.writeStringProperty("submitted_at", review.at().toString());
        json.writeStringProperty("state", kind.name().toLowerCase(Locale.ROOT));
        addresses(json, event, id);
        json.writeEndObject();
    }

    private void addresses(JsonGenerator json, PullRequestStepped event, long id) {
        String page = pullRequests.page(event.pullRequest(), event.at()) + "#pullrequestreview-" + id;
        String api = pullRequests.api(event.pullRequest(), event.at());
        json.writeStringProperty("html_url", page);
        json.writeStringProperty("pull_request_url", api);
        json.writeStringProperty("author_association", "MEMBER");
        json.writeObjectPropertyStart("_links");
        PullRequests.link(json, "html", page);
        PullRequests.link(json, "pull_request", api);
        json.writeEndObject();
    }
}
