package dev.mullion.api;

import static dev.mullion.api.Notes.KEY;
import static dev.mullion.api.Tenants.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.identity.Declined;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.QueryTimeoutException;

/** What is kept under the key of a request that was refused, failed or died, and is sent again. */
class FailedRequestsTest {

    @AutoClose
    private final Notes notes = Notes.offered();

    @Test
    @Attack("reliability-3")
    void whatDiedAfterItsCommitIsAnsweredWhenItComesAgain() {
        notes.next(() -> {
            Workspaces.afterCommit(() -> {
                throw new IllegalStateException("dies before the reply");
            });
            return "committed";
        });

        assertThat(notes.send("late", "{}").statusCode()).isEqualTo(500);
        HttpResponse<String> again = notes.send("late", "{}");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).contains("committed");
        assertThat(notes.effects()).isEqualTo(1);
    }

    @Test
    @Attack("reliability-4")
    void whatDiedBeforeItsCommitIsCarriedOutWhenItComesAgain() {
        notes.next(() -> {
            SERVER.asAdministrator("""
                    select pg_terminate_backend(pid)
                      from pg_locks
                     where relation = 'mullion.label'::regclass
                       and mode = 'RowExclusiveLock'
                       and database = (select oid from pg_database where datname = current_database())
                    """);
            return "never";
        });
        assertThat(notes.send("early", "{}").statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(notes.effects()).isZero();
        notes.next(() -> "at last");

        assertThat(notes.send("early", "{}").body()).contains("at last");
        assertThat(notes.send("early", "{}").body()).contains("at last");
        assertThat(notes.effects()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\": 7}", "{\"text\": \"x\", \"more\": 1}", "{", ""})
    @Attack("reliability-6")
    void aRequestWithFaultsDoesNotUseUpItsKey(String faulty) {
        HttpRequest.Builder wrong = SERVER.request(
                        notes.tenant.path("/notes"), "Authorization", notes.tenant.bearer(), KEY, "mine")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(faulty));
        assertThat(SERVER.send(wrong).statusCode()).isEqualTo(400);

        assertThat(notes.send("mine", "{}").statusCode()).isEqualTo(201);
        assertThat(notes.effects()).isEqualTo(1);
    }

    @Test
    @Attack("reliability-6")
    void whatTheOperationRefusedOrFailedAtIsKeptAndItsEffectIsNot() {
        notes.next(() -> {
            throw new Declined("not on a Sunday");
        });
        String declined = notes.send("declined", "{}").body();
        notes.next(() -> {
            throw new IllegalStateException("a defect");
        });
        HttpResponse<String> broken = notes.send("broken", "{}");
        notes.next(() -> "would do now");

        assertThat(declined).contains("not on a Sunday");
        assertThat(notes.send("declined", "{}").body()).isEqualTo(declined);
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(notes.send("broken", "{}").body()).isEqualTo(broken.body()).contains("requestId");
        assertThat(notes.effects()).isZero();
    }

    @Test
    @Attack("reliability-6")
    void whatABusyDatabaseTurnedAwayIsNotKept() {
        notes.next(() -> {
            throw new QueryTimeoutException("busy");
        });
        assertThat(notes.send("busy", "{}").statusCode()).isEqualTo(503);
        notes.next(() -> "done");

        assertThat(notes.send("busy", "{}").body()).contains("done");
        assertThat(notes.effects()).isEqualTo(1);
    }
}
