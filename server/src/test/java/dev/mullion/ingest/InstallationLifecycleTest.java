package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.connectors.Connection.State;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GlobalSql;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a claimed installation of the App brings, from being claimed to being gone. */
class InstallationLifecycleTest {

    private final Intake intake = Intake.on(TestServer.shared());
    private final AppLink link = AppLink.of(intake);

    @Test
    void takesDeliveriesOnceItIsClaimed() {
        assertThat(link.connection().state()).isEqualTo(State.WAITING);

        assertThat(deliver(1)).isEqualTo("kept");

        assertThat(link.connection().state()).isEqualTo(State.ACTIVE);
        assertThat(intake.rows().pullRequests()).isEqualTo(1);
    }

    @Test
    void takesNothingWhileItIsSuspendedAndCountsItAndGoesOnAfterwards() {
        deliver(1);
        assertThat(link.say("suspend")).isEqualTo("kept");
        Intake.Rows before = intake.rows();

        assertThat(link.deliver("pull_request", link.pullRequest(2))).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("disconnected");
        });

        assertThat(link.connection().state()).isEqualTo(State.SUSPENDED);
        assertThat(intake.rows().pullRequests()).isEqualTo(before.pullRequests());
        assertThat(intake.rows().labels()).isEqualTo(before.labels());
        assertThat(intake.counted(Outcome.DISCONNECTED)).isEqualTo(1);

        assertThat(link.say("unsuspend")).isEqualTo("kept");
        assertThat(deliver(3)).isEqualTo("kept");
        assertThat(link.connection().state()).isEqualTo(State.ACTIVE);
        assertThat(intake.rows().pullRequests()).isEqualTo(2);
    }

    /** "Redeliver" is all that a user has for what came in the meantime. */
    @Test
    void takesARedeliveryOfWhatCameWhileItWasSuspended() {
        UUID id = UUID.randomUUID();
        link.say("suspend");
        assertThat(again(id)).isEqualTo("disconnected");
        assertThat(again(id)).isEqualTo("disconnected");
        link.say("unsuspend");

        assertThat(again(id)).isEqualTo("kept");
        assertThat(again(id)).isEqualTo("duplicate");
        assertThat(intake.rows().pullRequests()).isEqualTo(1);
    }

    private String again(UUID id) {
        return AppLink.deliver(intake.server, "pull_request", id, link.pullRequest(7))
                .body();
    }

    @Test
    void keepsItsFactsWhenItIsDeletedAndTakesNothingEver() {
        deliver(1);
        Instant made = link.connection().stateAt();
        assertThat(link.say("deleted")).isEqualTo("kept");

        assertThat(link.connection().state()).isEqualTo(State.DISCONNECTED);
        assertThat(link.connection().stateAt()).isNotEqualTo(made);
        assertThat(deliver(1)).isEqualTo("disconnected");
        assertThat(deliver(2)).isEqualTo("disconnected");
        assertThat(intake.rows().pullRequests()).isEqualTo(1);
        assertThat(intake.counted(Outcome.DISCONNECTED)).isEqualTo(2);
    }

    @Test
    void staysDisconnectedWhereItWasEndedHereWhateverGitHubSays() {
        link.inside(() -> {
            link.connections().disconnect(link.id, Actor.OPERATOR);
            return true;
        });

        assertThat(link.say("unsuspend")).isEqualTo("kept");
        assertThat(deliver(1)).isEqualTo("disconnected");
        assertThat(intake.rows().pullRequests()).isZero();
    }

    @Test
    void isCountedAndStoredNowhereWhereNobodyClaimedIt() {
        long before = unclaimed();
        Map<String, Object> body = link.pullRequest(1);
        GitHubBodies.with(body, "installation.id", AppLink.unclaimed());

        assertThat(link.deliver("pull_request", body)).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo("unclaimed");
        });
        assertThat(unclaimed()).isEqualTo(before + 1);
        assertThat(intake.rows()).isEqualTo(Intake.Rows.NONE);
    }

    private String deliver(long pullRequest) {
        return link.deliver("pull_request", link.pullRequest(pullRequest)).body();
    }

    private long unclaimed() {
        intake.server.bean(Strays.class).flush();
        return intake.server
                .bean(GlobalSql.class)
                .sql("select coalesce(sum(deliveries), 0) from stray_hour where outcome = 'unclaimed'")
                .query(Long.class)
                .single();
    }
}
