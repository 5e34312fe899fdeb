package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.AlreadyClaimed;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Installations;
import dev.mullion.connectors.github.FarewellRounds;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.tenancy.Actor;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What is said, and done, of an installation of which it is not noted that somebody was shown to own it. */
class UnshownInstallationsTest {

    private final ReadGitHub claimed = ReadGitHub.connected();
    private final TestServer.Member manager = ReadGitHub.server().manager(claimed.workspace);
    private final String mayRemain = "the App may still be installed at GitHub: it is not noted here that somebody was"
            + " shown to own the installation; its owner removes it at https://github.com/settings/installations/"
            + claimed.installation;

    /** Who mistyped a number does not take the App from a stranger. */
    @Test
    @Attack("isolation-49")
    void whatRestsOnTheOperatorsWordIsLetGoAndMayStayInstalled() {
        assertThat(page())
                .contains("The App may still be installed at GitHub then: it is not noted here that somebody was shown"
                        + " to own the installation; its owner removes it there");

        disconnect();

        assertThat(claimed.connection().said()).isEqualTo(mayRemain);
        assertThat(page())
                .contains("What may remain at GitHub")
                .contains("https://github.com/settings/installations/" + claimed.installation);
        assertThat(InstallGitHub.vendor().isUninstalled(claimed.installation)).isFalse();
        assertNotAskedToEnd();
        Installations installations = ReadGitHub.bean(Installations.class);
        ConnectionId again = claimed.inside(() -> installations.claim(claimed.installation, Actor.OPERATOR));
        assertThat(again).isEqualTo(claimed.id);
        assertThat(claimed.connection().endedHere()).isFalse();
        InstallGitHub link = InstallGitHub.atTheDoor();
        Assertions.assertThatThrownBy(
                        () -> link.inside(() -> installations.claim(claimed.installation, Actor.OPERATOR)))
                .isInstanceOf(AlreadyClaimed.class);
    }

    @Test
    void whatGitHubEndedBeforeIsNotSaidToBeThere() {
        InstallGitHub.vendor().feel(Mood.GONE);
        claimed.read();
        InstallGitHub.vendor().feel(Mood.KIND);
        assertThat(claimed.connection().state()).isEqualTo(Connection.State.DISCONNECTED);
        assertThat(page())
                .contains("GitHub had ended the App's installation before")
                .doesNotContain("is asked to make sure of it")
                .doesNotContain("installed at GitHub");

        disconnect();

        assertThat(claimed.connection().endedHere()).isTrue();
        assertThat(claimed.connection().said()).isEqualTo("GitHub had ended the App's installation before");
        assertThat(page()).doesNotContain("What may remain at GitHub");
        assertThat(claimed.trail("connection.installation-ended"))
                .containsExactly("GitHub had ended the App's installation before; the claim is released");
        assertNotAskedToEnd();
    }

    /** It may be gone by now, and an earlier version did not note who was shown to own it. */
    @Test
    void whatAnEarlierVersionDisconnectedIsSaidToBeThereByNobody() {
        ReadGitHub.server()
                .asAdministrator("update mullion.connection set state = 'disconnected', ended_here = true"
                        + " where workspace_id = '" + claimed.workspace.id().value() + "'");

        FarewellRounds.now(ReadGitHub.server());

        assertThat(claimed.connection().said()).isEqualTo(mayRemain);
        assertThat(claimed.trail("connection.installation-ended"))
                .isEqualTo(List.of(mayRemain + "; the claim is released"));
        assertNotAskedToEnd();
    }

    private void assertNotAskedToEnd() {
        assertThat(InstallGitHub.vendor().asked()).doesNotContain("DELETE /app/installations/" + claimed.installation);
    }

    private void disconnect() {
        LeftGitHubTest.disconnect(claimed.workspace, manager, claimed.id);
    }

    private String page() {
        return ReadGitHub.server()
                .get("/w/" + claimed.workspace.slug() + "/integrations/" + claimed.id, manager.header())
                .body();
    }
}
