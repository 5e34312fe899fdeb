package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.sandbox.github.Visitor;
import dev.mullion.sandbox.github.Visitor.Standing;
import dev.mullion.tenancy.Actor;
import dev.mullion.vault.Vault;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstallTest {

    private final InstallGitHub link = InstallGitHub.atTheDoor();

    @ParameterizedTest
    @EnumSource(names = {"OWN_ACCOUNT", "ADMINISTERS_ALL"})
    void whoOwnsWhatTheyInstallIsConnectedAndRead(Standing standing) {
        Visitor owner = InstallGitHub.somebody(standing);

        link.connect(owner);

        assertThat(link.state()).as(link.said()).isEqualTo("live");
        assertThat(link.connections()).singleElement().satisfies(one -> {
            assertThat(one.installation()).isEqualTo(owner.installation());
            assertThat(one.kind()).isEqualTo(Connection.Kind.APP);
        });
        InstallGitHub.await(() -> link.rows("select state from sync_run where workspace_id = :workspace").stream()
                .anyMatch("complete"::equals));
        assertThat(link.rows("select count(*)::text from pull_request where workspace_id = :workspace"))
                .doesNotContain("0");
        assertThat(link.rows("select cause from sync_run where workspace_id = :workspace"))
                .containsExactly("connected");
        assertThat(page()).contains("You were shown to own the installation.");
    }

    @Test
    @Attack("secrets-12")
    void thePersonsTokenIsEndedAtGitHubAndNothingSecretStays() {
        int ended = InstallGitHub.vendor().endedTokens();

        link.connect(InstallGitHub.somebody(Standing.ADMINISTERS_ALL));

        assertThat(InstallGitHub.vendor().liveTokens()).isZero();
        assertThat(InstallGitHub.vendor().endedTokens()).isEqualTo(ended + 1);
        assertThat(InstallGitHub.vendor().asked()).contains("DELETE /installation/token");
        assertThat(secrets()).isZero();
        assertThat(link.trail())
                .anyMatch(line -> line.startsWith("connection.installation-counted"))
                .anyMatch(line -> line.contains("administers each of its 6 repositories"))
                .noneMatch(line -> line.contains("ghu_") || line.contains("ghs_"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"READS", "SEES_ONE", "ADMINISTERS_SOME", "ADMINISTERS_OTHERS", "GUEST", "ADMINISTERS_THOSE_TO_COME"
            })
    @Attack("isolation-49")
    void whoSeesAnInstallationAndIsNotShownToOwnItConnectsNothing(Standing standing) {
        link.connect(InstallGitHub.somebody(standing));

        refused(
                switch (standing) {
                    case GUEST -> "the installation stands on another person's account at GitHub";
                    case SEES_ONE, ADMINISTERS_OTHERS ->
                        "may cover repositories that whoever signed in at GitHub does not see";
                    case ADMINISTERS_THOSE_TO_COME ->
                        "covers all repositories of an organisation, those to come included";
                    default -> "does not administer every repository of the installation";
                });
    }

    @Test
    @Attack("isolation-49")
    void aNumberThatSomebodyGuessedConnectsNothing() {
        URI back = link.atGitHub(InstallGitHub.somebody(Standing.OWN_ACCOUNT));
        Visitor other = InstallGitHub.somebody(Standing.ADMINISTERS_ALL);

        InstallGitHub.back(
                URI.create(
                        back.toString().replaceAll("installation_id=\\d+", "installation_id=" + other.installation())),
                link.manager);
        link.awaitJudged();

        refused("GitHub does not list this installation to whoever signed in there");
    }

    @Test
    void aNumberThatIsNoneIsTakenForNothing() {
        URI back = link.atGitHub(InstallGitHub.somebody(Standing.OWN_ACCOUNT));

        assertThat(InstallGitHub.back(
                        URI.create(back.toString().replaceAll("installation_id=\\d+", "installation_id=-1")),
                        link.manager))
                .endsWith("?done=github-declined");
        assertThat(link.connections()).isEmpty();
    }

    @Test
    @Attack("isolation-49")
    void theStateIsGoodOnceForThePersonWhoLeftAndForGitHubAlone() {
        URI back = link.atGitHub(InstallGitHub.somebody(Standing.OWN_ACCOUNT));
        TestServer server = ReadGitHub.server();
        TestServer.Member other = server.manager(link.workspace);
        TestServer.Member stranger = server.manager(server.newWorkspace());
        TestServer.Member reader = server.person(link.workspace, "settings:read");
        URI atXero = URI.create(back.toString().replace("/connect/github", "/connect/xero"));

        assertThat(InstallGitHub.back(back, stranger)).isEqualTo("404");
        assertThat(InstallGitHub.back(back, reader)).isEqualTo("404");
        assertThat(InstallGitHub.back(back, other)).endsWith("?done=github-stale");
        assertThat(InstallGitHub.back(atXero, link.manager)).endsWith("?done=stale");
        assertThat(InstallGitHub.back(URI.create(back + "x"), link.manager)).endsWith("?done=github-stale");
        assertThat(link.connections()).isEmpty();
        assertThat(InstallGitHub.back(back, link.manager)).contains("/connect/github/csn_");
        assertThat(InstallGitHub.back(back, link.manager)).endsWith("?done=github-stale");
        link.awaitJudged();

        assertThat(link.connections()).hasSize(1);
        assertThat(link.trail())
                .filteredOn(line -> line.startsWith("connection.consent-refused"))
                .hasSize(4);
        assertThat(server.get("/w/" + link.workspace.slug() + "/integrations?done=github-stale", link.manager.header())
                        .body())
                .contains("This way back from GitHub was used before");
    }

    @Test
    @Attack("isolation-49")
    void aCodeIsGoodOnceAndAnothersIsNoneOfTheirs() {
        URI first = link.atGitHub(InstallGitHub.somebody(Standing.OWN_ACCOUNT));
        InstallGitHub.back(first, link.manager);
        link.awaitJudged();
        InstallGitHub second = InstallGitHub.atTheDoor();
        URI own = second.atGitHub(InstallGitHub.somebody(Standing.OWN_ACCOUNT));

        InstallGitHub.back(
                URI.create(own.toString()
                        .replaceAll("code=\\w+", parameter(first, "code"))
                        .replaceAll("installation_id=\\d+", parameter(first, "installation_id"))),
                second.manager);
        second.awaitJudged();

        assertThat(second.said()).isEqualTo("GitHub does not take the code any more");
        assertThat(second.connections()).isEmpty();
    }

    @Test
    @Attack("isolation-49")
    void anInstallationThatAnotherWorkspaceClaimedStaysThere() {
        Visitor owner = InstallGitHub.somebody(Standing.ADMINISTERS_ALL);
        link.connect(owner);
        InstallGitHub other = InstallGitHub.atTheDoor();
        Visitor alone = InstallGitHub.somebody(Standing.OWN_ACCOUNT);
        other.connect(alone);

        InstallGitHub third = InstallGitHub.atTheDoor();
        third.connect(owner);
        assertThat(third.said()).contains("or another workspace has it");
        third.connect(alone);
        assertThat(third.said()).isEqualTo("the installation is connected to another workspace already");

        assertThat(third.connections()).isEmpty();
        assertThat(link.connections()).hasSize(1);
        assertThat(other.connections()).hasSize(1);
    }

    @Test
    void aGrantThatGoesBeyondTheManifestIsRefusedBeforeItIsClaimed() {
        InstallGitHub.vendor().feel(Mood.BROAD);

        link.connect(InstallGitHub.somebody(Standing.OWN_ACCOUNT));

        refused("grants contents:write, secrets:read");
    }

    /** A list of the App's that is not whole shows nothing about the rest. */
    @Test
    @Attack("isolation-49")
    void anAppsListThatBreaksOffIsNoProof() {
        InstallGitHub.vendor().feel(Mood.SHORT_LIST);

        link.connect(InstallGitHub.somebody(Standing.ADMINISTERS_ALL));

        refused("may cover repositories that whoever signed in at GitHub does not see");
    }

    @Test
    @Attack("isolation-44")
    void aStateOfALinkIsNoneOfGitHubs() {
        TestServer server = ReadGitHub.server();

        for (String query : List.of("state=~x", "state=~x&code=y&installation_id=1", "state=~")) {
            assertThat(server.get("/connect/github?" + query).statusCode()).isEqualTo(410);
            assertThat(server.get("/connect/github?" + query, link.manager.header())
                            .statusCode())
                    .isEqualTo(410);
        }
        assertThat(server.get("/connect/github?state=x.y").headers().firstValue("Location"))
                .hasValue("/signed-out");
        assertThat(server.get("/connect/other?state=~x").statusCode()).isEqualTo(404);
    }

    @Test
    void aConsentOfGitHubsIsNoneOfXeros() {
        link.connect(InstallGitHub.somebody(Standing.OWN_ACCOUNT));
        String at = "/w/" + link.workspace.slug() + "/integrations/consents/" + link.consent();
        String csrf = org.jsoup.Jsoup.parse(ReadGitHub.server()
                        .get(link.path(), link.manager.header())
                        .body())
                .select("meta[name=csrf]")
                .attr("content");

        assertThat(ReadGitHub.server().get(at, link.manager.header()).statusCode())
                .isEqualTo(404);
        assertThat(ReadGitHub.server()
                        .post(at, "_csrf=" + csrf + "&none=yes", link.manager.header())
                        .statusCode())
                .isEqualTo(404);
        assertThat(link.state()).isEqualTo("live");
    }

    @Test
    void whoDeclinesOrMayOnlyAskConnectsNothing() {
        assertThat(InstallGitHub.back(link.atGitHub(InstallGitHub.somebody(Standing.DECLINES)), link.manager))
                .endsWith("?done=github-declined");
        assertThat(InstallGitHub.back(link.atGitHub(InstallGitHub.somebody(Standing.MAY_ASK)), link.manager))
                .endsWith("?done=github-requested");
        assertThat(link.connections()).isEmpty();
    }

    @Test
    void whatWasDisconnectedHereGoesOnAsTheSameConnection() {
        Visitor owner = InstallGitHub.somebody(Standing.OWN_ACCOUNT);
        link.connect(owner);
        Connection before = link.connections().getFirst();
        InstallGitHub.vendor().feel(Mood.SERVER_ERROR); // so that it stays installed there
        link.inside(() -> {
            ReadGitHub.bean(Consents.class).disconnect(before, Actor.OPERATOR);
            return true;
        });
        InstallGitHub.await(() -> link.rows("select farewell from connection where workspace_id = :workspace")
                .equals(List.of("due")));
        InstallGitHub.vendor().feel(Mood.KIND);
        InstallGitHub.vendor().willCome(owner);

        URI signIn = link.leave("installed");
        assertThat(signIn.getRawQuery()).contains("code_challenge_method=S256").contains("redirect_uri=");
        InstallGitHub.back(URI.create(ReadXero.header(signIn)), link.manager);
        link.awaitJudged();

        assertThat(link.said()).isEmpty();
        assertThat(link.connections()).singleElement().satisfies(after -> {
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.endedHere()).isFalse();
        });
    }

    @Test
    void aCodeThatAWordWasPromisedForIsGoodWithThatWordAlone() {
        InstallGitHub.vendor().willCome(InstallGitHub.somebody(Standing.OWN_ACCOUNT));
        URI signIn = link.leave("installed");
        URI other =
                URI.create(signIn.toString().replaceAll("code_challenge=[^&]+", "code_challenge=" + "A".repeat(43)));

        InstallGitHub.back(URI.create(ReadXero.header(other)), link.manager);
        link.awaitJudged();

        assertThat(link.said()).isEqualTo("GitHub does not take the code any more");
        assertThat(link.connections()).isEmpty();
    }

    private void refused(String why) {
        assertThat(link.state()).isEqualTo("ended");
        assertThat(link.said()).contains(why);
        assertThat(link.connections()).isEmpty();
        assertThat(InstallGitHub.vendor().liveTokens()).isZero();
        assertThat(secrets()).isZero();
        assertThat(link.trail()).anyMatch(line -> line.startsWith("connection.consent-refused") && line.contains(why));
        assertThat(page()).contains("Nothing was connected, and nothing is stored");
    }

    private String page() {
        return ReadGitHub.server()
                .get(link.path() + "/" + link.consent(), link.manager.header())
                .body();
    }

    private long secrets() {
        List<String> ids = link.rows("select id::text from consent where workspace_id = :workspace");
        return link.inside(() -> ids.stream()
                .mapToLong(id ->
                        ReadGitHub.bean(Vault.class).of(UUID.fromString(id)).size())
                .sum());
    }

    private static String parameter(URI address, String name) {
        return List.of(address.getRawQuery().split("&")).stream()
                .filter(pair -> pair.startsWith(name + "="))
                .findFirst()
                .orElseThrow();
    }
}
