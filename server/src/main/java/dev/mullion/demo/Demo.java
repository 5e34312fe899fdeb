package dev.mullion.demo;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.identity.EmailAddress;
import dev.mullion.identity.Founding;
import dev.mullion.identity.Members;
import dev.mullion.identity.OneTimeLink;
import dev.mullion.identity.People;
import dev.mullion.identity.Permissions;
import dev.mullion.identity.Profile;
import dev.mullion.identity.SignIn;
import dev.mullion.ingest.HistoryProgress;
import dev.mullion.residue.PlayedAnswers;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample company and its neighbour, kept alive by the sandbox. */
@Component
public class Demo implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    static final String NOTES = "demo.json";
    static final int SEED = 42;
    static final int HISTORY_DAYS = 425;
    private static final int RECENT_DAYS = 30;
    private static final int DELIVERIES_A_MINUTE = 30;
    private static final EmailAddress GUEST = new EmailAddress("guest@sample.example");

    private final Workspaces workspaces;
    private final Connections connections;
    private final Guests guests;
    private final HistoryProgress progress;
    private final Path notes;
    private final Clock clock;
    private final Arrivals arrivals;
    private final VendorLinks links;
    private final ImportedFiles files;
    private final PlayedAnswers answers;
    private volatile @Nullable Stage stage;

    Demo(
            Workspaces workspaces,
            Connections connections,
            Guests guests,
            HistoryProgress progress,
            VendorLinks links,
            ImportedFiles files,
            PlayedAnswers answers,
            Settings settings,
            Clock clock) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.guests = guests;
        this.progress = progress;
        this.links = links;
        this.files = files;
        this.answers = answers;
        this.notes = settings.data().resolve(NOTES);
        this.clock = clock;
        this.arrivals = new Arrivals(notes, clock);
    }

    /** Who is let into the sample company. */
    @Component
    record Guests(Founding founding, People people, Members members, SignIn signIn) {}

    /**
     * Makes what is missing, connects it, has the sandbox send and waits for the last 30 days, at most
     * {@code patience}.
     *
     * @param on where vendors are played
     * @param server where the sandbox finds the hooks: this process, on loopback
     */
    public OneTimeLink begin(Stage on, URI server, Duration patience) {
        Workspace sample = workspace("sample", "Sample company");
        Workspace neighbour = workspace("neighbour", "Neighbour company");
        letGuestIn(sample);
        DemoState state = DemoState.load(notes, clock.instant());
        state.save(notes);
        stage = on;
        answers.carry(on.sandbox().canary(), on.sandbox().vendors().keySet());
        files.take(sample, state.anchor());
        links.install(sample, on);
        String plan = plan(state, List.of(installed(sample, server), target(neighbour, server)));
        on.sandbox().send(plan, report -> follow(report, sample, neighbour));
        links.connect(sample, on);
        if (state.backfilledTo() == null) {
            await(patience);
        }
        return guests.signIn().link(GUEST, Actor.OPERATOR);
    }

    /**
     * Marks a folder as a demo's, before anything else is made in it: a demo that is killed while it starts may be
     * started again. A folder that is marked stays as it is.
     *
     * @param now where the history of a company that is new ends
     */
    public static void claim(Path data, Instant now) {
        if (!isIn(data)) {
            new DemoState(now, null).save(data.resolve(NOTES));
        }
    }

    /** Whether a demo was started in this folder before. */
    public static boolean isIn(Path data) {
        return Files.exists(data.resolve(NOTES));
    }

    /** Whether this server was started as the demo. */
    public boolean isRunning() {
        return stage != null;
    }

    private Workspace workspace(String slug, String name) {
        return workspaces
                .find(new Slug(slug))
                .orElseGet(() ->
                        guests.founding().addWorkspace(new Slug(slug), name, Workspace.Kind.SAMPLE, Actor.OPERATOR));
    }

    private void letGuestIn(Workspace sample) {
        boolean known =
                workspaces.within(sample.id(), () -> !guests.members().list().isEmpty());
        if (!known) {
            guests.people().add(sample.id(), new Profile(GUEST, "Sample guest"), Permissions.all(), Actor.OPERATOR);
        }
    }

    private Map<String, Object> target(Workspace workspace, URI server) {
        Connections.Endpoint endpoint = workspaces.within(
                workspace.id(),
                () -> connections.list().stream()
                        .filter(connection -> connection.kind() == Connection.Kind.ENDPOINT)
                        .findFirst()
                        .map(connection -> connections.endpoint(connection.id()))
                        .orElseGet(() -> connections.addEndpoint(Actor.OPERATOR)));
        return Map.of(
                "name", workspace.slug().value(),
                "company", workspace.slug().value(),
                "url", server + "/hooks/github/" + endpoint.key(),
                "secret", endpoint.secret());
    }

    /** What is older than the recent days is read, and not sent. */
    private Map<String, Object> installed(Workspace workspace, URI server) {
        return Map.of(
                "name",
                workspace.slug().value(),
                "company",
                workspace.slug().value(),
                "url",
                server + "/hooks/github",
                "secret",
                Stage.GITHUB_WEBHOOK_SECRET,
                "installation",
                links.installation(workspace),
                "readBack",
                true);
    }

    private static String plan(DemoState state, List<Map<String, Object>> targets) {
        Map<String, Object> plan = new LinkedHashMap<>(Map.of(
                "seed", SEED,
                "anchor", state.anchor().toString(),
                "historyDays", HISTORY_DAYS,
                "recentDays", RECENT_DAYS,
                "pacePerMinute", DELIVERIES_A_MINUTE,
                "targets", targets));
        LocalDate reached = state.backfilledTo();
        if (reached != null) {
            plan.put("resume", Map.of("recentSince", state.anchor().toString(), "backfilledTo", reached.toString()));
        }
        return JsonMapper.shared().writeValueAsString(plan);
    }

    private void follow(JsonNode report, Workspace sample, Workspace neighbour) {
        switch (report.path("event").asString("")) {
            case "recent-done" -> {
                LOG.info("The last {} days have arrived", RECENT_DAYS);
                arrivals.recentIsHere();
            }
            case "progress" -> {
                LocalDate day = LocalDate.parse(report.path("backfilledTo").asString());
                boolean ofSample = report.path("target").asString("").equals("sample");
                if (!ofSample) { // of the sample company what is older is read, which the runs tell of themselves
                    progress.report(
                            neighbour.id(),
                            new HistoryProgress.Progress(
                                    report.path("done").asLong(),
                                    report.path("total").asLong(),
                                    day));
                }
                arrivals.reached(ofSample ? Arrivals.Company.SAMPLE : Arrivals.Company.NEIGHBOUR, day);
            }
            case "consented" ->
                links.back(sample, URI.create(report.path("back").asString()));
            case "history-done" -> {
                progress.finish(neighbour.id());
            }
            default -> {}
        }
    }

    private void await(Duration patience) {
        try {
            if (!arrivals.awaitRecent(patience)) {
                LOG.info("The last 30 days are still arriving");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void destroy() {
        Stage running = stage;
        if (running != null) {
            running.close();
        }
    }
}
