package dev.mullion.api;

import dev.mullion.api.Replies.Found;
import dev.mullion.api.Seals.Listing;
import dev.mullion.identity.NotHere;
import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.engineering.Engineering;
import dev.mullion.telemetry.engineering.MetricsView;
import dev.mullion.telemetry.engineering.PullRequestView;
import dev.mullion.telemetry.engineering.PullRequests;
import dev.mullion.telemetry.engineering.Repositories;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The metrics of engineering and the facts that they are computed from. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/engineering")
class EngineeringOperations {

    private static final String READ = "engineering:read";

    private final Engineering engineering;
    private final Repositories repositories;
    private final PullRequests pullRequests;
    private final Seals seals;
    private final Replies replies;

    EngineeringOperations(
            Engineering engineering,
            Repositories repositories,
            PullRequests pullRequests,
            Seals seals,
            Replies replies) {
        this.engineering = engineering;
        this.repositories = repositories;
        this.pullRequests = pullRequests;
        this.seals = seals;
        this.replies = replies;
    }

    @Needs(
            value = READ,
            query = {"repository", "days"})
    @GetMapping("/metrics")
    ResponseEntity<byte[]> metrics(Call call) {
        RepositoryId repository = call.query().repository();
        int days = call.query().number("days", 1, 800, 90);
        return call.within(_ -> replies.tagged(MetricsView.of(
                days, repository, engineering.overview(Duration.ofDays(days), repository, MetricsView.OLDEST))));
    }

    @Needs(
            value = READ,
            query = {"limit", "cursor"})
    @GetMapping("/repositories")
    ResponseEntity<byte[]> repositories(Call call) {
        Listing listing = new Listing("repositories", "");
        int limit = call.query().limit();
        return call.within(_ -> {
            String place = seals.open(listing, call.query().cursor());
            RepositoryId after = place == null ? null : new RepositoryId(Long.parseLong(place));
            List<Repositories.Entry> found = repositories.page(after, limit + 1);
            return replies.page(
                    call,
                    listing,
                    Found.of(found, limit, last -> Long.toString(last.id().value())),
                    RepositoryView::of);
        });
    }

    @Needs(
            value = READ,
            query = {"state", "repository", "limit", "cursor"})
    @GetMapping("/pull-requests")
    ResponseEntity<byte[]> pullRequests(Call call) {
        Set<PullRequest.State> states = call.query().words("state", PullRequest.State.class);
        PullRequests.Filter filter = PullRequests.Filter.all()
                .of(states.toArray(PullRequest.State[]::new))
                .in(call.query().repository());
        int limit = call.query().limit();
        return call.within(_ -> {
            Listing listing = new Listing("pull-requests", call.query().filter());
            PullRequests.Cursor after = cursor(seals.open(listing, call.query().cursor()));
            PullRequests.Page page = pullRequests.page(filter, PullRequests.Order.UPDATED, after, limit);
            return replies.page(
                    call, listing, new Found<>(page.entries(), place(page.next()), limit), PullRequestView::of);
        });
    }

    @Needs(READ)
    @GetMapping("/pull-requests/{id}")
    ResponseEntity<byte[]> pullRequest(@PathVariable String id, Call call) {
        return call.within(_ -> replies.tagged(PathIds.pullRequest(id)
                .flatMap(pullRequests::find)
                .map(HistoryView::of)
                .orElseThrow(NotHere::new)));
    }

    private static PullRequests.@Nullable Cursor cursor(@Nullable String place) {
        if (place == null) {
            return null;
        }
        int colon = place.indexOf(':');
        return new PullRequests.Cursor(
                Long.parseLong(place.substring(0, colon)), Long.parseLong(place.substring(colon + 1)));
    }

    private static @Nullable String place(PullRequests.@Nullable Cursor next) {
        return next == null ? null : next.value() + ":" + next.id();
    }
}
