package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.TestServer.Member;
import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.identity.Members;
import dev.mullion.identity.People;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real pages of the real server, as a browser without a screen asks for them. */
class PagesBehindTheDoorTest {

    private static final String ALL_OPEN = "Home Finance Engineering Risk Integrations Members Audit";

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();

    @Test
    void showsAMemberTheRailOfTheirKeysAndNothingElse() {
        Member manager = server.manager(workspace);
        Member engineer = server.person(workspace, "engineering:read");

        assertThat(rail(manager)).isEqualTo(ALL_OPEN);
        assertThat(rail(engineer)).isEqualTo("Home Engineering");
        for (String closed : List.of("/integrations", "/members", "/audit")) {
            assertThat(server.get(at(closed), manager.header()).statusCode()).isEqualTo(200);
            assertThat(server.get(at(closed), engineer.header()).statusCode()).isEqualTo(404);
        }
        assertThat(server.get(at("/engineering"), engineer.header()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void showsAMemberWithoutKeysAHomeWithoutEngineering() {
        Member guest = server.person(workspace, "");

        assertThat(rail(guest)).isEqualTo("Home");
        assertThat(server.get(at("/engineering"), guest.header()).statusCode()).isEqualTo(404);
        assertThat(server.get(at(""), guest.header()).body()).doesNotContain("/engineering");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/live",
                "/engineering",
                "/engineering/live",
                "/engineering/pull-requests",
                "/engineering/pull-requests.csv",
                "/engineering/pull-requests/pul_1",
                "/finance/invoices/con_00000000-0000-0000-0000-000000000001/invoice-1",
                "/integrations",
                "/integrations/con_00000000-0000-0000-0000-000000000001",
                "/members",
                "/audit",
                "/events"
            })
    @Attack("isolation-1")
    void answersForANeighboursPageAsForOneThatNeverWas(String page) {
        Member stranger = server.manager(server.newWorkspace());

        HttpResponse<String> neighbours = server.get(at(page), stranger.header());
        HttpResponse<String> nobodys = server.get("/w/no-such-company" + page, stranger.header());

        assertThat(neighbours.statusCode()).isEqualTo(404);
        assertThat(nobodys.statusCode()).isEqualTo(404);
        assertThat(neighbours.body()).isEqualTo(nobodys.body());
        assertThat(withoutDate(neighbours)).isEqualTo(withoutDate(nobodys));
        assertThat(neighbours.body()).doesNotContain(workspace.name());
    }

    @Test
    void sendsStrangersFromEveryPageToTheSameOne() {
        for (String page : List.of("/", at(""), at("/engineering"), "/w/no-such-company", "/no-such-page")) {
            HttpResponse<String> answer = server.get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).hasValue("/signed-out");
        }
        assertThat(server.get("/signed-out").statusCode()).isEqualTo(401);
    }

    @Test
    void showsWhatWebhooksBroughtAndLeadsDownToIt() {
        Member manager = server.manager(workspace);
        deliverPullRequest();

        String engineering =
                server.get(at("/engineering?days=365"), manager.header()).body();
        assertThat(engineering).contains("1 open or draft").contains(GitHubBodies.NAME);
        String list = server.get(at("/engineering/pull-requests?state=progress"), manager.header())
                .body();
        assertThat(list).contains("#42").contains("/engineering/pull-requests/pul_1234567890123");
        String one = server.get(at("/engineering/pull-requests/pul_1234567890123"), manager.header())
                .body();
        assertThat(one).contains("Lines added").contains("120").doesNotContain(GitHubBodies.CANARY);
        String csv = server.get(at("/engineering/pull-requests.csv"), manager.header())
                .body();
        assertThat(csv.lines()).hasSize(2);
        assertThat(csv).contains(",42,open,").doesNotContain(GitHubBodies.CANARY);
        String integrations = server.get(at("/integrations"), manager.header()).body();
        assertThat(integrations).contains("raw kept <b>0</b>").contains("Connected");
    }

    @Test
    void saysWhatTheLastSearchForRawBytesFound() {
        Member manager = server.manager(workspace);
        deliverPullRequest();

        assertThat(receipt(manager)).contains("raw kept <b>0</b> by design, not yet searched for");
        record(AuditAction.VERIFICATION_RUN, "residue");
        record(AuditAction.VERIFICATION_FAILED, "isolation");
        assertThat(receipt(manager)).contains("raw kept <b>0</b>, searched for <time");
        record(AuditAction.VERIFICATION_PARTIAL, "residue");
        assertThat(receipt(manager)).contains("raw kept <b>0</b>, in part searched for <time");
        record(AuditAction.VERIFICATION_FAILED, "residue");
        assertThat(receipt(manager))
                .contains("<b>raw found</b> by the search <time")
                .doesNotContain("raw kept");
    }

    private void record(AuditAction action, String verification) {
        server.bean(Workspaces.class).within(workspace.id(), () -> {
            server.bean(AuditTrail.class).record(new AuditEvent(action, Actor.OPERATOR, verification, ""));
            return true;
        });
    }

    private String receipt(Member member) {
        String page = server.get(at("/integrations"), member.header()).body();
        return page.substring(page.indexOf("class=\"receipt\""));
    }

    @Test
    void refusesACursorOfAnotherWorkspaceOrQueryOrAChangedOne() {
        Query query = Query.of(Map.of("state", "open"));
        Cursors cursors = server.bean(Cursors.class);
        var place = new dev.mullion.telemetry.engineering.PullRequests.Cursor(1_700_000_000_000_000L, 7);
        String own = cursors.write(workspace.id(), query, place);
        String neighbours = cursors.write(server.newWorkspace().id(), query, place);
        String changed = (own.startsWith("A") ? "B" : "A") + own.substring(1);
        Member manager = server.manager(workspace);

        assertThat(listed(manager, "state=open&after=" + own)).isEqualTo(200);
        assertThat(listed(manager, "state=merged&after=" + own)).isEqualTo(400);
        assertThat(listed(manager, "state=open&after=" + neighbours)).isEqualTo(400);
        assertThat(listed(manager, "state=open&after=" + changed)).isEqualTo(400);
        assertThat(listed(manager, "state=open&after=AAAA")).isEqualTo(400);
        assertThat(listed(manager, "state=open&after=!")).isEqualTo(400);
        assertThat(listed(manager, "state=nonsense")).isEqualTo(400);
    }

    @Test
    void deletesLabelsInTheRequestThatTurnsThemOff() {
        Member manager = server.manager(workspace);
        TestServer.Hook hook = deliverPullRequest();
        String connection = at("/integrations/" + hook.id());
        assertThat(server.get(at("/engineering"), manager.header()).body()).contains(GitHubBodies.NAME);

        HttpResponse<String> done = change(manager, connection, "/labels", "labels=off");

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(server.get(at("/engineering"), manager.header()).body())
                .doesNotContain(GitHubBodies.NAME)
                .contains("Repository " + GitHubBodies.REPOSITORY);
    }

    @Test
    void takesNothingMoreAfterADisconnection() {
        Member manager = server.manager(workspace);
        TestServer.Hook hook = deliverPullRequest();

        HttpResponse<String> done = change(manager, at("/integrations/" + hook.id()), "/disconnect", "");

        assertThat(done.statusCode()).isEqualTo(303);
        byte[] push = GitHubBodies.bytes(GitHubBodies.push("refs/heads/topic"));
        assertThat(server.deliver(hook, "push", push).body()).contains("disconnected");
        assertThat(server.get(at("/engineering"), manager.header()).body()).contains("isconnected");
    }

    @Test
    void letsOnlyWhoManagesSettingsChangeAConnection() {
        Member reader = server.person(workspace, "settings:read,engineering:read");
        TestServer.Hook hook = server.endpoint(workspace);
        String connection = at("/integrations/" + hook.id());
        String page = server.get(connection, reader.header()).body();

        assertThat(page).doesNotContain("/labels").doesNotContain("/disconnect");
        assertThat(change(reader, connection, "/labels", "labels=off").statusCode())
                .isEqualTo(404);
        assertThat(server.post(connection + "/labels", "labels=off", reader.header())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void announcesWhatArrivedAndEndsWithTheMembership() throws IOException, InterruptedException {
        Member reader = server.person(workspace, "engineering:read");
        TestServer.Hook hook = server.endpoint(workspace);
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader stream = new BufferedReader(new InputStreamReader(
                        client.send(
                                        server.request(at("/events"), reader.header())
                                                .timeout(Duration.ofSeconds(60))
                                                .GET()
                                                .build(),
                                        HttpResponse.BodyHandlers.ofInputStream())
                                .body(),
                        StandardCharsets.UTF_8))) {
            server.deliver(hook, "pull_request", GitHubBodies.bytes(GitHubBodies.pullRequest("opened")));
            assertThat(firstEvent(stream)).isEqualTo("event:changed");

            server.bean(People.class).remove(workspace.id(), reader.id(), Actor.OPERATOR);
            server.bean(EventStreams.class).beat();
            assertThat(stream.lines()).allSatisfy(line -> assertThat(line).doesNotContain("changed"));
        }
    }

    @Test
    void signsOutThisBrowserAndForgetsItsCookie() {
        Member member = server.person(workspace, "engineering:read");
        String page = server.get(at(""), member.header()).body();

        HttpResponse<String> out = server.post("/sign-out", "_csrf=" + csrf(page), member.header());

        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(out.headers().firstValue("Set-Cookie").orElse("")).contains("Max-Age=0");
        assertThat(server.get(at(""), member.header()).statusCode()).isEqualTo(303);
    }

    @Test
    void hidesTheDesignPageOutsideTheDemo() {
        assertThat(server.get("/design", server.manager(workspace).header()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void isAliveAndReadyAndSaysWhomToTell() {
        assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(server.get("/readyz").body()).isEqualTo("ready\n");
        assertThat(server.get("/.well-known/security.txt").body())
                .contains("Contact: http")
                .contains("Expires: ");
    }

    @Test
    void countsTheMembersThatThePageShows() {
        Member manager = server.manager(workspace);
        server.person(workspace, "engineering:read");

        String page = server.get(at("/members"), manager.header()).body();

        int listed = server.bean(Workspaces.class)
                .within(workspace.id(), () -> server.bean(Members.class).list().size());
        assertThat(listed).isEqualTo(2);
        assertThat(page).contains(manager.email()).contains("engineering:read");
    }

    private static String firstEvent(BufferedReader stream) throws IOException {
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            if (line.startsWith("event:")) {
                return line;
            }
        }
        return "the stream ended";
    }

    private TestServer.Hook deliverPullRequest() {
        TestServer.Hook hook = server.endpoint(workspace);
        assertThat(server.deliver(hook, "pull_request", GitHubBodies.bytes(GitHubBodies.pullRequest("opened")))
                        .statusCode())
                .isEqualTo(200);
        return hook;
    }

    private HttpResponse<String> change(Member member, String connection, String action, String form) {
        String page = server.get(at(""), member.header()).body();
        return server.post(connection + action, form + "&_csrf=" + csrf(page), member.header());
    }

    private int listed(Member member, String query) {
        return server.get(at("/engineering/pull-requests?" + query), member.header())
                .statusCode();
    }

    private String rail(Member member) {
        return Jsoup.parse(server.get(at(""), member.header()).body())
                .select("nav.rail li")
                .text();
    }

    private static String csrf(String page) {
        return Jsoup.parse(page).select("meta[name=csrf]").attr("content");
    }

    private static Map<String, List<String>> withoutDate(HttpResponse<String> answer) {
        Map<String, List<String>> headers =
                new java.util.TreeMap<>(answer.headers().map());
        headers.remove("date");
        return headers;
    }

    private String at(String page) {
        return "/w/" + workspace.slug() + page;
    }
}
