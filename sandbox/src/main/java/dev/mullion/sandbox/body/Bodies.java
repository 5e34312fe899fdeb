package dev.mullion.sandbox.body;

import dev.mullion.sandbox.world.Company;
import dev.mullion.sandbox.world.Event;
import dev.mullion.sandbox.world.Event.BranchPushed;
import dev.mullion.sandbox.world.Event.Pinged;
import dev.mullion.sandbox.world.Event.PullRequestStepped;
import dev.mullion.sandbox.world.Event.RepositoryChanged;
import dev.mullion.sandbox.world.Event.Starred;
import dev.mullion.sandbox.world.Event.Tagged;
import dev.mullion.sandbox.world.PullRequest;
import dev.mullion.sandbox.world.PullRequestState;
import dev.mullion.sandbox.world.Repository;
import dev.mullion.sandbox.world.RepositoryChange.Renamed;
import dev.mullion.sandbox.world.Step;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the body of any event of one company. Threads may share it. */
public final class Bodies {
    private final JsonFactory factory = new JsonFactory();
    private final Company company;
    private final Supplier<OptionalLong> installation;
    private final Accounts accounts = new Accounts();
    private final Repositories repositories;
    private final PullRequests pullRequests;
    private final Reviews reviews;
    private final Pushes pushes;

    /**
     * For one company.
     *
     * @param installation the App installation to name in every body; empty for a plain webhook
     */
    public Bodies(Company company, OptionalLong installation) {
        this(company, () -> installation);
    }

    /** The same, for an installation that may be made anew, which gives it another number. */
    public Bodies(Company company, Supplier<OptionalLong> installation) {
        this.company = company;
        this.installation = installation;
        this.repositories = new Repositories(company, accounts);
        this.pullRequests = new PullRequests(company, accounts, repositories);
        this.reviews = new Reviews(accounts, pullRequests);
        this.pushes = new Pushes(company);
    }

    /** The same event of the same installation gives the same bytes, always. The stream is closed. */
    public void write(Event event, OutputStream to) {
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), to, JsonEncoding.UTF8)) {
            json.writeStartObject();
            switch (event) {
                case PullRequestStepped stepped -> write(json, stepped);
                case BranchPushed pushed -> {
                    pushes.write(json, pushed);
                    endOfPush(json, event);
                }
                case Tagged tagged -> {
                    pushes.write(json, tagged);
                    endOfPush(json, event);
                }
                case RepositoryChanged changed -> write(json, changed);
                case Starred starred -> write(json, starred);
                case Pinged pinged -> write(json, pinged);
            }
            json.writeEndObject();
        }
    }

    /**
     * A page of the repositories that an installation may read, each as it was at its instant. The stream is closed.
     */
    public void writeList(int total, Map<Repository, Instant> page, OutputStream to) {
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), to, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeNumberProperty("total_count", total);
            json.writeStringProperty("repository_selection", "selected");
            json.writeArrayPropertyStart("repositories");
            page.forEach((repository, at) -> repositories.writeElement(json, repository, at));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void write(JsonGenerator json, PullRequestStepped event) {
        switch (event.name()) {
            case "push" -> {
                pushes.write(json, event);
                endOfPush(json, event);
            }
            case "pull_request_review" -> review(json, event);
            default -> pullRequest(json, event);
        }
    }

    private void endOfPush(JsonGenerator json, Event event) {
        repositories.writeOfPush(json, event.repository(), event.at());
        pushes.pusher(json, event.actor());
        ending(json, event);
    }

    private void pullRequest(JsonGenerator json, PullRequestStepped event) {
        Step step = event.what();
        PullRequestState state = event.pullRequest().stateAt(event.step());
        json.writeStringProperty("action", step.kind().action());
        json.writeNumberProperty("number", event.pullRequest().number());
        pullRequests.write(json, state, step.at());
        switch (step.kind()) {
            case SYNCHRONIZED -> {
                json.writeStringProperty("before", state.previousHead());
                json.writeStringProperty("after", state.head());
            }
            case LABELED -> {
                json.writeName("label");
                PullRequests.label(json, event.pullRequest());
            }
            case EDITED -> edited(json, event.pullRequest());
            case REVIEW_REQUESTED -> accounts.write(json, "requested_reviewer", step.subject());
            default -> {}
        }
        repositories.write(json, event.repository(), step.at());
        ending(json, event);
    }

    private static void edited(JsonGenerator json, PullRequest pullRequest) {
        json.writeObjectPropertyStart("changes");
        json.writeObjectPropertyStart("title");
        json.writeStringProperty("from", "Earlier wording of synthetic change " + pullRequest.number());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void review(JsonGenerator json, PullRequestStepped event) {
        json.writeStringProperty("action", event.what().kind().action());
        reviews.write(json, event);
        pullRequests.writeOfReview(json, event.pullRequest().stateAt(event.step()), event.at());
        repositories.write(json, event.repository(), event.at());
        ending(json, event);
    }

    private void write(JsonGenerator json, RepositoryChanged event) {
        json.writeStringProperty("action", event.change().action());
        if (event.change() instanceof Renamed renamed) {
            json.writeObjectPropertyStart("changes");
            json.writeObjectPropertyStart("repository");
            json.writeObjectPropertyStart("name");
            json.writeStringProperty("from", renamed.formerName());
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        }
        repositories.write(json, event.repository(), event.at());
        ending(json, event);
    }

    private void write(JsonGenerator json, Starred event) {
        json.writeStringProperty("action", "created");
        json.writeStringProperty("starred_at", event.at().toString());
        repositories.write(json, event.repository(), event.at());
        ending(json, event);
    }

    private void write(JsonGenerator json, Pinged event) {
        json.writeStringProperty("zen", "Synthetic deliveries keep their promises.");
        json.writeNumberProperty("hook_id", Hooks.id(company));
        Hooks.write(json, company, installation.get().isPresent() ? "App" : "Organization", event.at());
        ending(json, event);
    }

    private void ending(JsonGenerator json, Event event) {
        accounts.writeOrganization(json, company);
        accounts.write(json, "sender", event.actor());
        OptionalLong number = installation.get();
        if (number.isPresent()) {
            json.writeObjectPropertyStart("installation");
            json.writeNumberProperty("id", number.getAsLong());
            json.writeStringProperty("node_id", "I_synthetic" + number.getAsLong());
            json.writeEndObject();
        }
    }
}
