package dev.mullion.web;

import dev.mullion.identity.Caller;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.engineering.Engineering;
import dev.mullion.telemetry.engineering.Overview;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.EngineeringPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Engineering: the numbers. */
@Controller
class EngineeringPages {

    private static final int OLDEST = 10;
    private static final int STANDARD_DAYS = 30;

    private final Visits visits;
    private final Engineering engineering;
    private final RepositoryChoice repositories;
    private final EngineeringFreshness freshness;

    EngineeringPages(
            Visits visits, Engineering engineering, RepositoryChoice repositories, EngineeringFreshness freshness) {
        this.visits = visits;
        this.engineering = engineering;
        this.repositories = repositories;
        this.freshness = freshness;
    }

    @GetMapping("/w/{slug}/engineering")
    ModelAndView page(
            @PathVariable("slug") String slug,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletRequest request) {
        return answer(new Asked(slug, caller, request), parameters, "engineering/page");
    }

    @GetMapping("/w/{slug}/engineering/live")
    ModelAndView live(
            @PathVariable("slug") String slug,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletRequest request) {
        return answer(new Asked(slug, caller, request), parameters, "engineering/refresh");
    }

    private ModelAndView answer(Asked asked, Map<String, String> parameters, String template) {
        int days = Periods.of(parameters.getOrDefault("days", ""), STANDARD_DAYS);
        Query about =
                Query.none().with("repository", blankToNull(Query.of(parameters).said("repository")));
        return visits.page(asked, Visit.ENGINEERING, template, visit -> {
            String at = visit.href(Place.ENGINEERING);
            return new EngineeringPage(
                    visit.moving("Engineering", Place.ENGINEERING),
                    at,
                    List.of(repositories.of(about.repository()), Periods.choice(days)),
                    live(visit, about, days, about.with("days", days).at(at + "/live")));
        });
    }

    private EngineeringPage.Live live(Visit visit, Query about, int days, String href) {
        RepositoryId repository = about.repository();
        Overview overview = engineering.overview(Duration.ofDays(days), repository, OLDEST);
        Instant asOf = overview.asOf();
        if (asOf == null) {
            return new EngineeringPage.Live(href, Freshness.empty(), empty(visit), null);
        }
        String facts = visit.href(Place.ENGINEERING) + "/pull-requests";
        return new EngineeringPage.Live(
                href,
                freshness.of(asOf, visit.wording()),
                null,
                new EngineeringNumbers(visit.wording(), facts, about, days).of(overview));
    }

    static EmptyState empty(Visit visit) {
        return new EmptyState(
                "No pull request has arrived yet.",
                "New ones appear seconds after GitHub sends them; history arrives with the App connection.",
                visit.reaches(Place.INTEGRATIONS)
                        ? new Link("Open Integrations", visit.href(Place.INTEGRATIONS))
                        : null);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The periods that the page offers. */
    static final class Periods {

        private static final List<Integer> DAYS = List.of(7, 30, 90, 182, 365);

        private Periods() {}

        static int of(String text, int standard) {
            return text.isEmpty()
                    ? standard
                    : DAYS.stream()
                            .filter(days -> text.equals(days.toString()))
                            .findFirst()
                            .orElseThrow(() -> UnfitParameter.oneOf(
                                    "days", DAYS.stream().map(String::valueOf).toList()));
        }

        static Choice choice(int chosen) {
            return new Choice(
                    "days",
                    "Period",
                    DAYS.stream()
                            .map(days -> new Choice.Option(days.toString(), words(days), days == chosen))
                            .toList());
        }

        private static String words(int days) {
            return switch (days) {
                case 182 -> "26 weeks";
                case 365 -> "a year";
                default -> days + " days";
            };
        }
    }
}
