package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.sandbox.github.Visitor;
import dev.mullion.sandbox.github.Visitor.Standing;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The owner of an account at GitHub, who is nobody's member, installs the App by a link that a manager sent them. */
class InstallByLinkTest {

    private static final String COOKIE = "__Host-mullion-connect=";

    private final InstallGitHub link = InstallGitHub.atTheDoor();
    private final TestServer server = ReadGitHub.server();

    @ParameterizedTest
    @EnumSource(names = {"OWN_ACCOUNT", "ADMINISTERS_ALL"})
    void anOwnerInstallsItWithoutASessionAndSeesWhatWasConnected(Standing standing) {
        Visitor owner = InstallGitHub.somebody(standing);
        String url = make(link);
        assertThat(server.get(url).body()).contains("Install it at GitHub", "It is installed already");

        HttpResponse<String> left = leave(url, owner, "install");
        HttpResponse<String> back = comeBack(left);

        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        assertThat(back.body())
                .contains("You were shown to own App installation " + owner.installation())
                .contains("https://github.com/settings/installations/" + owner.installation())
                .doesNotContain(link.workspace.slug().value(), "con_", "csn_");
        assertThat(back.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(set -> assertThat(set).contains("Max-Age=0"));
        assertThat(link.connections())
                .singleElement()
                .satisfies(one -> assertThat(one.installation()).isEqualTo(owner.installation()));
        InstallGitHub.await(() -> link.rows("select state from sync_run where workspace_id = :workspace").stream()
                .anyMatch("complete"::equals));
        assertThat(InstallGitHub.vendor().liveTokens()).isZero();
        assertThat(by("link")).contains("connection.consent-asked", "connection.link-used");
    }

    @Test
    @Attack("isolation-44")
    void isGoodOnceAndSoIsTheWayBack() {
        String url = make(link);
        HttpResponse<String> left = leave(url, InstallGitHub.somebody(Standing.OWN_ACCOUNT), "install");
        URI back = atGitHub(left);
        String cookie = cookie(left);

        assertThat(get(back, cookie).statusCode()).isEqualTo(200);

        assertThat(get(back, cookie).statusCode()).isEqualTo(410);
        assertThat(server.get(url).statusCode()).isEqualTo(410);
        assertThat(server.post(url, "way=install").statusCode()).isEqualTo(410);
        assertThat(link.connections()).hasSize(1);
        assertThat(link.rows("select id::text from consent where workspace_id = :workspace"))
                .hasSize(1);
    }

    @Test
    @Attack("isolation-49")
    void somebodyElsesInstallationIsNotClaimedAndTheLinkStays() {
        String url = make(link);
        Visitor owner = InstallGitHub.somebody(Standing.OWN_ACCOUNT);
        Visitor other = InstallGitHub.somebody(Standing.ADMINISTERS_ALL);
        HttpResponse<String> left = leave(url, owner, "install");
        URI back = atGitHub(left);

        HttpResponse<String> refused = get(
                URI.create(
                        back.toString().replaceAll("installation_id=\\d+", "installation_id=" + other.installation())),
                cookie(left));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Not connected: GitHub does not list this installation to whoever signed in there");
        assertThat(link.connections()).isEmpty();
        assertThat(InstallGitHub.vendor().liveTokens()).isZero();
        assertThat(by("link")).doesNotContain("connection.link-used");
        HttpResponse<String> again = leave(url, owner, "installed");
        assertThat(comeBack(again).statusCode()).isEqualTo(200);
        assertThat(link.connections()).hasSize(1);
        assertThat(server.get(url).statusCode()).isEqualTo(410);
    }

    @ParameterizedTest
    @EnumSource(names = {"READS", "SEES_ONE", "ADMINISTERS_SOME", "GUEST", "ADMINISTERS_THOSE_TO_COME"})
    @Attack("isolation-49")
    void whoIsNotShownToOwnItConnectsNothing(Standing standing) {
        String url = make(link);

        HttpResponse<String> back = comeBack(leave(url, InstallGitHub.somebody(standing), "install"));

        assertThat(back.statusCode()).isEqualTo(422);
        assertThat(back.body()).contains("Not connected: ");
        assertThat(link.connections()).isEmpty();
        assertThat(server.get(url).statusCode()).isEqualTo(200);
    }

    @Test
    @Attack("isolation-49")
    void whatAnotherWorkspaceHasStaysThere() {
        Visitor owner = InstallGitHub.somebody(Standing.OWN_ACCOUNT);
        link.connect(owner);
        InstallGitHub other = InstallGitHub.atTheDoor();

        HttpResponse<String> back = comeBack(leave(make(other), owner, "installed"));

        assertThat(back.statusCode()).isEqualTo(422);
        assertThat(back.body()).contains("connected to another workspace already");
        assertThat(other.connections()).isEmpty();
        assertThat(link.connections()).hasSize(1);
    }

    @Test
    void aLinkThatExpiredMeanwhileConnectsNothing() {
        String url = make(link);
        HttpResponse<String> left = leave(url, InstallGitHub.somebody(Standing.OWN_ACCOUNT), "install");
        URI back = atGitHub(left);
        server.asAdministrator("update mullion.connect_link set expires_at = made_at where workspace_id = '"
                + link.workspace.id().value() + "'");

        assertThat(get(back, cookie(left)).statusCode()).isEqualTo(410);
        assertThat(server.get(url).statusCode()).isEqualTo(410);
        assertThat(link.state()).isEqualTo("asked");
        assertThat(link.connections()).isEmpty();
    }

    /** The state of one link, with the cookie of another, of another workspace, or of nobody. */
    @Test
    @Attack("isolation-44")
    void theWayBackIsGoodInTheBrowserThatLeftByThisLink() {
        InstallGitHub neighbour = InstallGitHub.atTheDoor();
        Visitor owner = InstallGitHub.somebody(Standing.OWN_ACCOUNT);
        String url = make(link);
        HttpResponse<String> left = leave(url, owner, "install");
        URI back = atGitHub(left);
        HttpResponse<String> elsewhere = leave(make(neighbour), owner, "install");
        ReadXero xero = ReadXero.atTheDoor();
        HttpResponse<String> atXero = server.post(xeroLink(xero), "");

        assertThat(get(back).statusCode()).isEqualTo(410);
        assertThat(get(back, cookie(elsewhere)).statusCode()).isEqualTo(410);
        assertThat(get(back, cookie(atXero)).statusCode()).isEqualTo(410);
        assertThat(get(back, COOKIE + url.substring(ConnectLinks.PATH.length()) + "." + "A".repeat(43))
                        .statusCode())
                .isEqualTo(410);
        assertThat(get(URI.create(back.toString().replace("/connect/github", "/connect/xero")), cookie(left))
                        .statusCode())
                .isEqualTo(410);
        assertThat(InstallGitHub.back(back, link.manager)).isEqualTo("410");
        assertThat(link.connections()).isEmpty();
        assertThat(neighbour.connections()).isEmpty();
        assertThat(get(back, cookie(left)).statusCode()).isEqualTo(200);
        assertThat(link.connections()).hasSize(1);
        assertThat(neighbour.connections()).isEmpty();
    }

    /** A member's way back is no way for who has a link, and the other way round. */
    @Test
    @Attack("isolation-44")
    void aMembersStateIsNoneOfALinks() {
        URI members = link.atGitHub(InstallGitHub.somebody(Standing.OWN_ACCOUNT));
        HttpResponse<String> left = leave(make(link), InstallGitHub.somebody(Standing.OWN_ACCOUNT), "install");

        URI asGuest = URI.create(members.toString().replaceAll("state=[^.]+", "state=~"));

        assertThat(get(asGuest, cookie(left)).statusCode()).isEqualTo(410);
        assertThat(get(members, cookie(left)).headers().firstValue("Location")).hasValue("/signed-out");
        assertThat(link.connections()).isEmpty();
    }

    @Test
    void whoLeavesByNoneOfTheTwoWaysIsSentNowhere() {
        String url = make(link);

        assertThat(server.post(url, "way=elsewhere").statusCode()).isEqualTo(400);
        assertThat(server.post(url, "").statusCode()).isEqualTo(400);
        assertThat(server.get(url).statusCode()).isEqualTo(200);
    }

    @Test
    void whoDeclinesOrMayOnlyAskReadsSoAndMayTryAgain() {
        String url = make(link);

        HttpResponse<String> declined = comeBack(leave(url, InstallGitHub.somebody(Standing.DECLINES), "install"));
        HttpResponse<String> requested = comeBack(leave(url, InstallGitHub.somebody(Standing.MAY_ASK), "install"));

        assertThat(declined.statusCode()).isEqualTo(303);
        assertThat(server.get(requested.headers().firstValue("Location").orElseThrow())
                        .body())
                .contains("An owner at GitHub was asked to install the App");
        assertThat(link.connections()).isEmpty();
        assertThat(comeBack(leave(url, InstallGitHub.somebody(Standing.OWN_ACCOUNT), "install"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aMemberMakesAndSeesLinksOnThePageThatConnectsGitHub() {
        make(link);

        String page = server.get(link.path(), link.manager.header()).body();

        assertThat(page).contains("Make a link for the owner", "Open links");
        assertThat(server.get(link.path() + "/links", link.manager.header()).statusCode())
                .isEqualTo(200);
        assertThat(server.get(link.path() + "/csn_no", link.manager.header()).statusCode())
                .isEqualTo(404);
    }

    private String make(InstallGitHub where) {
        return make("/w/" + where.workspace.slug() + "/integrations/connect/github/links", where.manager);
    }

    private String xeroLink(ReadXero where) {
        return make("/w/" + where.workspace.slug() + "/integrations/connect/xero/links", where.manager);
    }

    /** As a manager's browser does; the path of the address that the page shows. */
    private String make(String at, TestServer.Member who) {
        String csrf = Jsoup.parse(server.get(at, who.header()).body())
                .select("meta[name=csrf]")
                .attr("content");
        String page = server.post(at, "_csrf=" + csrf, who.header()).body();
        return URI.create(Jsoup.parse(page).select("#owner-link").attr("value")).getPath();
    }

    private HttpResponse<String> leave(String url, Visitor visitor, String way) {
        InstallGitHub.vendor().willCome(visitor);
        HttpResponse<String> left = server.post(url, "way=" + way);
        assertThat(left.statusCode()).as(left.body()).isEqualTo(200);
        return left;
    }

    private static URI atGitHub(HttpResponse<String> left) {
        String page = Jsoup.parse(left.body()).select("a[rel=noreferrer]").attr("href");
        return URI.create(ReadXero.header(URI.create(page)));
    }

    private HttpResponse<String> comeBack(HttpResponse<String> left) {
        return get(atGitHub(left), cookie(left));
    }

    private HttpResponse<String> get(URI back, String... cookie) {
        String[] headers = cookie.length == 0 ? new String[0] : new String[] {"Cookie", cookie[0]};
        return server.get(back.getRawPath() + "?" + back.getRawQuery(), headers);
    }

    private static String cookie(HttpResponse<String> left) {
        String set = left.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).startsWith(COOKIE);
        return set.substring(0, set.indexOf(';'));
    }

    private List<String> by(String kind) {
        return link.rows(
                "select verb from audit_entry where workspace_id = :workspace and actor like '" + kind + ":%'");
    }
}
