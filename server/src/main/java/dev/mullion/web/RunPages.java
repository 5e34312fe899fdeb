package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.identity.Caller;
import dev.mullion.identity.NotHere;
import dev.mullion.ingest.sync.SyncRun;
import dev.mullion.ingest.sync.SyncRuns;
import dev.mullion.web.Visits.Asked;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** One run of a connection, also while it is under way. */
@Controller
class RunPages {

    private final Visits visits;
    private final Connections connections;
    private final SyncRuns runs;
    private final RunStory story;

    RunPages(Visits visits, Connections connections, SyncRuns runs, RunStory story) {
        this.visits = visits;
        this.connections = connections;
        this.runs = runs;
        this.story = story;
    }

    /** Which run of which connection. */
    private record Named(String connection, String run) {}

    @GetMapping("/w/{slug}/integrations/{connection}/runs/{run}")
    ModelAndView one(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            @PathVariable("run") String run,
            Caller caller,
            HttpServletRequest request) {
        return page(new Asked(slug, caller, request), new Named(connection, run), "integrations/run");
    }

    @GetMapping("/w/{slug}/integrations/{connection}/runs/{run}/live")
    ModelAndView live(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            @PathVariable("run") String run,
            Caller caller,
            HttpServletRequest request) {
        return page(new Asked(slug, caller, request), new Named(connection, run), "integrations/run-refresh");
    }

    private ModelAndView page(Asked asked, Named named, String template) {
        return visits.page(asked, Visit.SETTINGS, template, visit -> {
            Connection connection =
                    connections.find(IntegrationPages.named(named.connection())).orElseThrow(NotHere::new);
            return runs.find(connection.id(), named(named.run()))
                    .map(run -> story.page(visit, connection, run))
                    .orElseThrow(NotHere::new);
        });
    }

    static UUID named(String run) {
        try {
            return SyncRun.parse(run);
        } catch (IllegalArgumentException notAnId) {
            throw new NotHere();
        }
    }
}
