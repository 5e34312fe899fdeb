package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.connectors.Connection.State;
import dev.mullion.connectors.Connections;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.tenancy.Actor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class GrantTest {

    private final ReadGitHub link = ReadGitHub.connected();

    @Test
    void refusesAnInstallationThatMayDoMore() {
        int before = asked("POST", "access_tokens");
        ReadGitHub.vendor().feel(Mood.BROAD);

        SyncRun run = link.read();

        assertThat(run.state()).isEqualTo(SyncRun.State.FAILED);
        assertThat(link.connection().state()).isEqualTo(State.REFUSED);
        assertThat(link.connection().said()).contains("contents:write, secrets:read");
        assertThat(link.connection().takes()).isFalse();
        assertThat(asked("POST", "access_tokens")).isEqualTo(before);
        assertThat(link.count("repository")).isZero();
    }

    @Test
    void asksNothingAboutAnInstallationThatAnotherWorkspaceClaimed() {
        ReadGitHub other = ReadGitHub.connected();
        ReadGitHub.server()
                .asAdministrator("update mullion.connection set installation = '" + other.installation
                        + "' where id = '" + link.id.value() + "'");

        SyncRun run = link.read();

        assertThat(run.state()).isEqualTo(SyncRun.State.FAILED);
        assertThat(run.coverage()).contains("this workspace has no claim of the installation");
        assertThat(ReadGitHub.vendor().asked()).noneMatch(one -> one.contains(Long.toString(other.installation)));
    }

    @Test
    void takesItUpWhenItMayDoNoMoreThanAsked() {
        ReadGitHub.vendor().feel(Mood.BROAD);
        link.read();
        ReadGitHub.vendor().feel(Mood.KIND);

        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(link.connection().state()).isEqualTo(State.ACTIVE);
        assertThat(link.connection().said()).isNull();
    }

    @Test
    void throwsATokenAwayThatIsBroaderThanWhatWasAskedFor() {
        int before = asked("DELETE", "/installation/token");
        ReadGitHub.vendor().feel(Mood.BROAD_TOKENS);

        link.read();

        assertThat(link.connection().state()).isEqualTo(State.REFUSED);
        assertThat(link.count("repository")).isZero();
        assertThat(asked("DELETE", "/installation/token")).isEqualTo(before + 1);
    }

    @Test
    void endsTheTokenThatIsHeldWhenSomebodyDisconnects() {
        link.read();
        int before = asked("DELETE", "/installation/token");

        link.inside(() -> {
            ReadGitHub.bean(Connections.class).disconnect(link.id, Actor.OPERATOR);
            return true;
        });

        assertThat(link.connection().endedHere()).isTrue();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (asked("DELETE", "/installation/token") == before && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(asked("DELETE", "/installation/token")).isEqualTo(before + 1);
    }

    @Test
    void saysThatItIsSuspendedAndLooksAgain() {
        ReadGitHub.vendor().feel(Mood.SUSPENDED);
        link.read();
        assertThat(link.connection().state()).isEqualTo(State.SUSPENDED);

        ReadGitHub.vendor().feel(Mood.KIND);
        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    @Test
    void isDisconnectedWhenGitHubKnowsItNoMore() {
        link.read();
        ReadGitHub.vendor().feel(Mood.GONE);

        SyncRun run = link.read();

        assertThat(run.state()).isEqualTo(SyncRun.State.FAILED);
        assertThat(link.connection().state()).isEqualTo(State.DISCONNECTED);
        assertThat(link.count("repository")).isEqualTo(6);
        assertThat(link.trail("connection.changed"))
                .first()
                .isEqualTo("disconnected: GitHub knows no such installation of the App any more");
    }

    @Test
    void triesAgainWithATokenThatGitHubDoesNotKnowEverywhereYet() {
        ReadGitHub.vendor().feel(Mood.LATE_TOKENS);

        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(link.trail("connection.token-minted")).hasSize(1);
    }

    @Test
    @Attack("reliability-53")
    void isDisconnectedWhenItsTokensDieInTheMiddleAndGoesOnWhenTheyDoNot() {
        ReadGitHub.vendor().pageSize(4);
        ReadGitHub.vendor().feel(Mood.TOKENS_REFUSED, Integer.MAX_VALUE, 6);

        SyncRun run = link.read();

        assertThat(run.state()).isEqualTo(SyncRun.State.PARTIAL);
        assertThat(link.connection().state()).isEqualTo(State.DISCONNECTED);
        assertThat(link.trail("connection.token-minted")).hasSize(2);

        ReadGitHub.vendor().feel(Mood.KIND);
        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    private static int asked(String method, String end) {
        List<String> asked = ReadGitHub.vendor().asked();
        return (int) asked.stream()
                .filter(one -> one.startsWith(method) && one.endsWith(end))
                .count();
    }
}
