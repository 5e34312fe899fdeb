package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Disconnected;
import dev.mullion.connectors.InstallationEndings;
import dev.mullion.connectors.InstallationEndings.Try;
import dev.mullion.connectors.Puller;
import dev.mullion.connectors.github.FarewellRounds;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.sandbox.github.Visitor;
import dev.mullion.sandbox.github.Visitor.Standing;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** What is held at GitHub ends with the connection, and what it claimed is let go. */
class LeftGitHubTest {

    private static final Visitor OWNER = InstallGitHub.somebody(Standing.ADMINISTERS_ALL);

    private final InstallGitHub link = InstallGitHub.atTheDoor();
    private final Visitor owner = InstallGitHub.somebody(Standing.OWN_ACCOUNT);

    @Test
    @Attack("secrets-12")
    void whoWasShownToOwnItEndsItAtGitHubWhenTheyDisconnect() {
        Connection connected = connected(OWNER);

        HttpResponse<String> answer = disconnect(connected.id());

        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(at -> assertThat(at).endsWith("?done=disconnected"));
        awaitFarewell("said");
        assertThat(InstallGitHub.vendor().isUninstalled(OWNER.installation())).isTrue();
        assertThat(claims()).isZero();
        assertThat(link.connections()).singleElement().satisfies(one -> {
            assertThat(one.endedHere()).isTrue();
            assertThat(one.said()).isEqualTo("the App's installation was ended at GitHub");
        });
        assertThat(page(connected.id()))
                .contains("The App's installation was ended at GitHub")
                .doesNotContain("What may remain at GitHub");
        assertThat(farewells())
                .containsExactly(
                        "connection.installation-ended done: the App's installation was ended at GitHub; the claim is"
                                + " released",
                        "connection.installation-ended done: GitHub is asked to end the installation, try 1 of 6");
    }

    /** GitHub gives what is installed anew another number; what it stands on is the same. */
    @Test
    void installedAnewItIsTheSameConnectionAndIsReadWhereItWas() {
        Connection before = connected(owner);
        List<String> positions = positions();
        disconnect(before.id());
        awaitFarewell("said");

        link.connect(owner);

        assertThat(link.state()).as(link.said()).isEqualTo("live");
        assertThat(link.connections()).singleElement().satisfies(after -> {
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.installation()).isNotEqualTo(before.installation());
            assertThat(after.endedHere()).isFalse();
        });
        assertThat(positions).isNotEmpty();
        assertThat(positions()).containsAll(positions);
        assertThat(claims()).isOne();
        InstallGitHub.await(() -> runs().size() == 2 && runs().stream().allMatch("complete"::equals));
    }

    @Test
    void asksAgainWhereGitHubDoesNotAnswerAndKeepsTheClaimMeanwhile() {
        Connection connected = connected(owner);
        InstallGitHub.vendor().feel(Mood.SERVER_ERROR);
        disconnect(connected.id());
        awaitFarewell("due");
        assertThat(InstallGitHub.vendor().isUninstalled(owner.installation())).isFalse();
        assertThat(claims()).isOne();
        tryNow(connected);
        assertThat(farewells()).as("it is not due yet").hasSize(1);

        InstallGitHub.vendor().feel(Mood.KIND);
        isDue();
        tryNow(connected);

        awaitFarewell("said");
        assertThat(InstallGitHub.vendor().isUninstalled(owner.installation())).isTrue();
        assertThat(claims()).isZero();
    }

    @Test
    @Attack("isolation-49")
    void whatGitHubDidNotEndIsLetGoForWhoIsShownToOwnItAlone() {
        Connection connected = connected(owner);
        InstallGitHub.vendor().feel(Mood.SERVER_ERROR);
        disconnect(connected.id());
        awaitFarewell("due");
        InstallGitHub other = InstallGitHub.atTheDoor();
        other.connect(owner);
        assertThat(other.said()).isEqualTo("the installation is connected to another workspace already");

        InstallGitHub.vendor().feel(Mood.SERVER_ERROR);
        administer("farewell_tries = 5, farewell_at = now() - interval '1 second'");
        tryNow(connected);
        awaitFarewell("unsaid");

        assertThat(page(connected.id()))
                .contains("What may remain at GitHub")
                .contains("https://github.com/settings/installations/" + owner.installation());
        assertThat(claims()).isZero();
        InstallGitHub third = InstallGitHub.atTheDoor();
        third.connect(new Visitor(owner.person() + 1, owner.installation(), Standing.GUEST));
        assertThat(third.said()).contains("stands on another person's account");
        assertThat(third.connections()).isEmpty();
        other.connect(owner);
        assertThat(other.state()).as(other.said()).isEqualTo("live");
        assertThat(other.connections().getFirst().id()).isNotEqualTo(connected.id());
        assertThat(other.rows("select count(*)::text from sync_part where workspace_id = :workspace"
                        + " and connection_id = '" + connected.id().value() + "'"))
                .containsExactly("0");
    }

    @Test
    void theRoundOfEveryMinuteTriesWhatIsDue() {
        Connection connected = leftUntold(owner);

        FarewellRounds.now(ReadGitHub.server());

        awaitFarewell("said");
        assertThat(InstallGitHub.vendor().isUninstalled(owner.installation())).isTrue();
        assertThat(link.connections().getFirst().id()).isEqualTo(connected.id());
    }

    /** An answer that comes after minutes is about an installation that goes on here, or ends once more. */
    @Test
    @Attack("isolation-49")
    void anAnswerToATryWhoseTimeIsOverSettlesNoLaterOne() {
        Connection connected = leftUntold(owner);
        Try first = taken(connected);
        isDue();
        link.connect(owner);
        assertThat(link.state()).as(link.said()).isEqualTo("live");
        InstallGitHub.vendor().feel(Mood.SERVER_ERROR);
        disconnect(connected.id());
        awaitTried();
        isDue();
        Try second = taken(connected);
        assertThat(second.number()).isEqualTo(first.number());

        settle(endings -> endings.ended(first));

        awaitFarewell("saying");
        assertThat(claims()).isOne();
        settle(endings -> endings.ended(second));
        awaitFarewell("said");
    }

    @Test
    @Attack("isolation-49")
    void aProcessThatStoodStillAsksForNothingWhenItsTimeIsOver() {
        Try taken = taken(leftUntold(owner));
        List<String> before = endsAsked();

        FarewellRounds.make(
                ReadGitHub.server(),
                link.workspace.id(),
                new Try(
                        taken.connection(),
                        taken.installation(),
                        taken.number(),
                        Instant.now().plusSeconds(59)));

        assertThat(endsAsked()).isEqualTo(before);
        awaitFarewell("saying");
        FarewellRounds.make(ReadGitHub.server(), link.workspace.id(), taken);
        awaitFarewell("said");
    }

    @Test
    void noSeventhTryFollowsALastOneThatNobodyEnded() {
        Connection connected = leftUntold(owner);
        administer("farewell = 'saying', farewell_tries = 6");
        List<String> before = endsAsked();

        tryNow(connected);

        awaitFarewell("unsaid");
        assertThat(endsAsked()).isEqualTo(before);
        assertThat(farewells().getFirst())
                .contains("GitHub has not said that it ended it, the server stopped in the last try");
        assertThat(farewells()).noneMatch(line -> line.contains("try 7"));
        assertThat(claims()).isZero();
    }

    @Test
    void whatGoesOnHereIsNotEndedByATryThatWasDue() {
        Connection connected = connected(owner);
        InstallGitHub.vendor().feel(Mood.SERVER_ERROR);
        disconnect(connected.id());
        awaitFarewell("due");
        InstallGitHub.vendor().feel(Mood.KIND);
        link.connect(owner);
        assertThat(link.state()).as(link.said()).isEqualTo("live");

        tryNow(connected);

        assertThat(InstallGitHub.vendor().isUninstalled(owner.installation())).isFalse();
        assertThat(farewells()).hasSize(1);
        assertThat(link.connections().getFirst().id()).isEqualTo(connected.id());
        assertThat(claims()).isOne();
    }

    @Test
    void isNotConnectedAnewWhileGitHubIsBeingTold() {
        Connection connected = connected(owner);
        InstallGitHub.vendor().feel(Mood.SERVER_ERROR);
        disconnect(connected.id());
        awaitFarewell("due");
        administer("farewell = 'saying', farewell_at = now() + interval '1 minute'");
        InstallGitHub.vendor().feel(Mood.KIND);

        link.connect(owner);

        assertThat(link.said()).contains("GitHub is being told just now that this installation ended");
        assertThat(link.connections().getFirst().endedHere()).isTrue();
    }

    @Test
    void whatGitHubEndedItselfIsLetGoHereToo() {
        Connection connected = connected(owner);
        InstallGitHub.vendor().feel(Mood.GONE);
        ReadGitHub.ended((Syncs.Asked.Begun)
                ReadGitHub.bean(Syncs.class).ask(link.workspace.id(), connected.id(), Actor.OPERATOR));
        assertThat(link.connections().getFirst().state()).isEqualTo(Connection.State.DISCONNECTED);

        disconnect(connected.id());

        awaitFarewell("said");
        assertThat(link.connections().getFirst().said()).isEqualTo("GitHub knows the App's installation no more");
        assertThat(claims()).isZero();
    }

    /** Disconnected here, and due to be tried again at a vendor that behaves. */
    private Connection leftUntold(Visitor visitor) {
        Connection connected = connected(visitor);
        InstallGitHub.vendor().feel(Mood.SERVER_ERROR);
        disconnect(connected.id());
        awaitTried();
        InstallGitHub.vendor().feel(Mood.KIND);
        isDue();
        return connected;
    }

    private Try taken(Connection connection) {
        return link.inside(() ->
                ReadGitHub.bean(InstallationEndings.class).take(connection.id()).orElseThrow());
    }

    private void settle(Consumer<InstallationEndings> how) {
        link.inside(() -> {
            how.accept(ReadGitHub.bean(InstallationEndings.class));
            return true;
        });
    }

    private List<String> endsAsked() {
        return InstallGitHub.vendor().asked().stream()
                .filter(("DELETE /app/installations/" + owner.installation())::equals)
                .toList();
    }

    /** Connected through the page, and read to the end of its first run. */
    private Connection connected(Visitor visitor) {
        link.connect(visitor);
        assertThat(link.state()).as(link.said()).isEqualTo("live");
        InstallGitHub.await(() -> runs().contains("complete"));
        return link.connections().getFirst();
    }

    private List<String> runs() {
        return link.rows("select state from sync_run where workspace_id = :workspace");
    }

    private List<String> positions() {
        return link.rows("select connection_id || ' ' || part from sync_part where workspace_id = :workspace"
                + " and read_to is not null order by 1");
    }

    private long claims() {
        return Long.parseLong(
                link.rows("select count(*)::text from route where workspace_id = :workspace and kind = 'installation'")
                        .getFirst());
    }

    private void awaitFarewell(String word) {
        InstallGitHub.await(
                () -> link.rows("select coalesce(farewell, '') from connection where workspace_id = :workspace")
                        .equals(List.of(word)));
    }

    private void awaitTried() {
        InstallGitHub.await(() -> link.rows(
                        "select farewell || ' ' || farewell_tries from connection where workspace_id = :workspace")
                .equals(List.of("due 1")));
    }

    private void isDue() {
        administer("farewell_at = now() - interval '1 second'");
    }

    private void administer(String set) {
        ReadGitHub.server()
                .asAdministrator("update mullion.connection set " + set + " where workspace_id = '"
                        + link.workspace.id().value() + "'");
    }

    /** As the round of every minute does. */
    private void tryNow(Connection connection) {
        Long installation = connection.installation();
        assertThat(installation).isNotNull();
        ReadGitHub.server()
                .context()
                .publishEvent(new Disconnected(new Puller.Link(
                        link.workspace.id(), connection.id(), installation == null ? 0 : installation)));
    }

    private List<String> farewells() {
        return link.trail().stream()
                .filter(line -> line.startsWith("connection.installation-ended"))
                .toList();
    }

    private HttpResponse<String> disconnect(ConnectionId id) {
        return disconnect(link.workspace, link.manager, id);
    }

    static HttpResponse<String> disconnect(Workspace where, TestServer.Member who, ConnectionId id) {
        String at = "/w/" + where.slug() + "/integrations/" + id;
        String csrf = Jsoup.parse(ReadGitHub.server().get(at, who.header()).body())
                .select("meta[name=csrf]")
                .attr("content");
        return ReadGitHub.server().post(at + "/disconnect", "_csrf=" + csrf, who.header());
    }

    private String page(ConnectionId id) {
        return ReadGitHub.server()
                .get(
                        URI.create("/w/" + link.workspace.slug() + "/integrations/" + id)
                                .toString(),
                        link.manager.header())
                .body();
    }
}
