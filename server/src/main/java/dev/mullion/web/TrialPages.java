package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.identity.Caller;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.NotHere;
import dev.mullion.ingest.sync.Trials;
import dev.mullion.ingest.sync.Trials.Asked;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Has the permissions of a connection tried, and shows what came of it on its page. */
@Controller
class TrialPages {

    /** Longer than a vendor takes that is not in trouble. */
    private static final int PATIENCE_SECONDS = 8;

    private final Doorway doorway;
    private final Connections connections;
    private final Trials trials;

    TrialPages(Doorway doorway, Connections connections, Trials trials) {
        this.doorway = doorway;
        this.connections = connections;
        this.trials = trials;
    }

    private record Wish(String page, Asked asked) {}

    /** Waits outside of the door: nothing of the database is held while a vendor is asked. */
    @Recorded(value = AuditAction.CONNECTION_TESTED, unless = Recorded.STANDS)
    @PostMapping("/w/{slug}/integrations/{connection}/test")
    void test(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            Caller caller,
            HttpServletResponse response) {
        Wish wish = doorway.within(slug, caller, ConnectionChanges.MANAGE, access -> {
            Connection found =
                    connections.find(IntegrationPages.named(connection)).orElseThrow(NotHere::new);
            return new Wish(
                    "/w/" + access.workspace().slug() + "/integrations/" + found.id(),
                    trials.ask(access.workspace().id(), found.id(), access.actor()));
        });
        String done = switch (wish.asked()) {
            case Asked.Begun(CompletableFuture<Optional<String>> told) -> came(told);
            case Asked.UnderWay _ -> "test-under-way";
            case Asked.Impossible _ -> "sync-impossible";
        };
        response.setHeader("Location", wish.page() + "?done=" + done);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }

    private static String came(CompletableFuture<Optional<String>> told) {
        return told.thenApply(why -> why.isEmpty() ? "tested" : "untested")
                .completeOnTimeout("test-under-way", PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
