package dev.mullion.web;

import dev.mullion.identity.Caller;
import dev.mullion.telemetry.engineering.Engineering;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.HomePage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Link;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Home: for every member, each strip for those who hold its key. */
@Controller
class HomePages {

    private static final Duration CHANGED = Duration.ofHours(24);
    private static final HomePage.Domain HIRING =
            HomePage.Domain.arriving(Place.HIRING, "Arrives with the Greenhouse and Ashby connections.");
    private static final HomePage.Domain RISK =
            HomePage.Domain.arriving(Place.RISK, "Arrives with the Jira and Slack connections.");

    private final Visits visits;
    private final Engineering engineering;
    private final EngineeringStrip strip;
    private final FinanceStrip finance;
    private final RiskStrip risk;

    HomePages(Visits visits, Engineering engineering, EngineeringStrip strip, FinanceStrip finance, RiskStrip risk) {
        this.visits = visits;
        this.engineering = engineering;
        this.strip = strip;
        this.finance = finance;
        this.risk = risk;
    }

    @GetMapping("/")
    ResponseEntity<Void> start(Caller caller) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", "/w/" + visits.first(caller).slug())
                .build();
    }

    @GetMapping("/w/{slug}")
    ModelAndView page(@PathVariable("slug") String slug, Caller caller, HttpServletRequest request) {
        return visits.page(new Asked(slug, caller, request), "home/page", this::home);
    }

    @GetMapping("/w/{slug}/live")
    ModelAndView live(@PathVariable("slug") String slug, Caller caller, HttpServletRequest request) {
        return visits.page(new Asked(slug, caller, request), "home/refresh", this::home);
    }

    private HomePage home(Visit visit) {
        Instant since = visit.wording().now().minus(CHANGED);
        boolean engineers = visit.reaches(Place.ENGINEERING);
        boolean empty = engineers && engineering.asOf() == null;
        List<HomePage.Domain> domains = new ArrayList<>();
        List<HomePage.Change> changes = List.of();
        if (engineers) {
            domains.add(strip.of(visit));
            changes = strip.changes(visit, CHANGED);
        }
        if (visit.reaches(Place.FINANCE)) {
            HomePage.Domain books = finance.of(visit);
            domains.add(books);
            empty &= books.trends().isEmpty();
        }
        domains.add(HIRING);
        domains.add(visit.reaches(Place.RISK) ? risk.of(visit) : RISK);
        return new HomePage(
                visit.moving("Home", Place.HOME),
                visit.href(Place.HOME) + "/live",
                visit.needs(),
                visit.wording().moment(since),
                changes,
                domains,
                empty ? empty(visit) : null);
    }

    private static EmptyState empty(Visit visit) {
        return new EmptyState(
                "This workspace is empty.",
                "Nothing has arrived yet. Once GitHub, Stripe or Xero is connected, history is read newest first, and new"
                        + " things appear seconds after they happen.",
                visit.reaches(Place.INTEGRATIONS)
                        ? new Link("Open Integrations", visit.href(Place.INTEGRATIONS))
                        : null);
    }
}
