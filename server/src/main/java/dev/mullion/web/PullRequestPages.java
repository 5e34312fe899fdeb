package dev.mullion.web;

import dev.mullion.identity.Caller;
import dev.mullion.identity.NotHere;
import dev.mullion.telemetry.PullRequestId;
import dev.mullion.telemetry.engineering.PullRequests;
import dev.mullion.telemetry.engineering.PullRequests.Cursor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.PullRequestsPage;
import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Link;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Engineering: the pull requests behind its numbers, as pages and as a file. */
@Controller
class PullRequestPages {

    private static final int ROWS = 50;
    static final int MOST_IN_A_FILE = 5_000;
    private static final String FACTS = "/pull-requests";

    private final Visits visits;
    private final PullRequests pullRequests;
    private final RepositoryChoice repositories;
    private final Cursors cursors;

    PullRequestPages(Visits visits, PullRequests pullRequests, RepositoryChoice repositories, Cursors cursors) {
        this.visits = visits;
        this.pullRequests = pullRequests;
        this.repositories = repositories;
        this.cursors = cursors;
    }

    @GetMapping("/w/{slug}/engineering/pull-requests")
    ModelAndView list(
            @PathVariable("slug") String slug,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletRequest request) {
        Query query = Query.of(parameters);
        String after = parameters.get("after");
        return visits.page(
                new Asked(slug, caller, request),
                Visit.ENGINEERING,
                "engineering/pull-requests",
                visit -> page(visit, query, after));
    }

    @GetMapping("/w/{slug}/engineering/pull-requests/{id}")
    ModelAndView one(
            @PathVariable("slug") String slug,
            @PathVariable("id") String id,
            Caller caller,
            HttpServletRequest request) {
        return visits.page(
                new Asked(slug, caller, request),
                Visit.ENGINEERING,
                "engineering/pull-request",
                visit -> pullRequests
                        .find(named(id))
                        .map(found -> new PullRequestStory(visit, found).page())
                        .orElseThrow(NotHere::new));
    }

    @GetMapping("/w/{slug}/engineering/pull-requests.csv")
    ResponseEntity<byte[]> file(
            @PathVariable("slug") String slug,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletRequest request) {
        Query query = Query.of(parameters);
        String csv = visits.open(new Asked(slug, caller, request), Visit.ENGINEERING, visit -> csv(visit, query));
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename("pull-requests.csv")
                                .build()
                                .toString())
                .body(csv.getBytes(StandardCharsets.UTF_8));
    }

    private PullRequestsPage page(Visit visit, Query query, @Nullable String after) {
        WorkspaceId workspace = visit.access().workspace().id();
        String at = visit.href(Place.ENGINEERING) + FACTS;
        Cursor place = after == null || after.isEmpty() ? null : cursors.read(workspace, query, after);
        PullRequests.Page page = pullRequests.page(query.filter(visit.wording().now()), query.order(), place, ROWS);
        Cursor end = page.next();
        Link next = end == null ? null : new Link("Next", next(at, query, cursors.write(workspace, query, end)));
        return new PullRequestsPage(
                visit.still("Pull requests", Place.ENGINEERING),
                new Link("Engineering", visit.href(Place.ENGINEERING)),
                at,
                filter(query),
                new PullRequestTable(visit.wording(), at, query).of(page.entries(), place != null, next),
                page.entries().isEmpty()
                        ? new EmptyState("No pull request fits this filter.", "Choose another state, or all.", null)
                        : null);
    }

    private static String next(String at, Query query, String cursor) {
        String same = query.at(at);
        return same + (same.contains("?") ? "&" : "?") + "after=" + cursor;
    }

    private List<Choice> filter(Query query) {
        return List.of(
                repositories.of(query.repository()),
                choice(
                        query,
                        "state",
                        "State",
                        List.of("", "progress", "open", "draft", "merged", "closed"),
                        List.of("Any state", "Open or draft", "Open", "Draft", "Merged", "Closed")),
                choice(query, "by", "By", List.of("", "people", "bots"), List.of("People and bots", "People", "Bots")),
                choice(
                        query,
                        "order",
                        "Order",
                        List.of("", "opened", "age", "coding", "pickup", "review", "merge", "cycle"),
                        List.of(
                                "Last activity",
                                "Youngest",
                                "Oldest in progress",
                                "Longest coding",
                                "Longest pickup",
                                "Longest review",
                                "Longest merge",
                                "Longest cycle")));
    }

    private static Choice choice(Query query, String name, String label, List<String> values, List<String> texts) {
        List<Choice.Option> options = new java.util.ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            options.add(new Choice.Option(value, texts.get(i), query.said(name).equals(value)));
        }
        return new Choice(name, label, options);
    }

    private String csv(Visit visit, Query query) {
        StringBuilder csv = new StringBuilder(PullRequestTable.CSV_HEAD);
        Cursor place = null;
        int rows = 0;
        do {
            PullRequests.Page page =
                    pullRequests.page(query.filter(visit.wording().now()), query.order(), place, PullRequests.MOST);
            page.entries().forEach(entry -> csv.append(PullRequestTable.csv(entry)));
            rows += page.entries().size();
            place = page.next();
        } while (place != null && rows < MOST_IN_A_FILE);
        return csv.toString();
    }

    private static PullRequestId named(String id) {
        if (!id.matches("pul_[1-9][0-9]{0,17}")) {
            throw new NotHere();
        }
        return new PullRequestId(Long.parseLong(id.substring("pul_".length())));
    }
}
