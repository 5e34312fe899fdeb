package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.tenancy.TenantSql;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** GitHub's clock is wrong for a while: what it shows then holds until it shows something newer. */
class FutureDatesTest {

    private final TestServer server = ReadGitHub.server();

    @Test
    @Attack({"reliability-15", "reliability-16"})
    void whatIsReadOfTheFutureIsAsNewAsTheRunThatReadIt() {
        ReadGitHub orderly = ReadGitHub.connected();
        ReadGitHub.vendor().show(ReadGitHub.ANCHOR.minus(Duration.ofDays(8)));
        orderly.read();
        ReadGitHub link = ReadGitHub.beside();
        ReadGitHub.vendor().feel(Mood.AHEAD);
        assertThat(link.read().figures().written()).isPositive();
        assertThat(ofTheFuture(link)).isZero();

        aYearPasses(link);
        ReadGitHub.vendor().feel(Mood.KIND);
        ReadGitHub.vendor().show(ReadGitHub.ANCHOR);
        orderly.read();
        SyncRun next = link.read();

        assertThat(next.state()).as(next.coverage()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(link.state()).containsExactlyInAnyOrderElementsOf(orderly.state());
    }

    private static long ofTheFuture(ReadGitHub link) {
        return link.inside(() ->
                ReadGitHub.bean(TenantSql.class).sql("""
                select count(*)
                  from pull_request
                 where workspace_id = :workspace
                   and updated_at > now() + interval '1 hour'
                """).query(Long.class).single());
    }

    /** The world of the sandbox ended before this test began. */
    private void aYearPasses(ReadGitHub link) {
        String year = " - interval '1 year'";
        server.asAdministrator(
                "update mullion.pull_request set updated_at = updated_at" + year + ", branch_at = branch_at"
                        + year + ", into_default_at = into_default_at" + year
                        + ", reviewers_asked_at = reviewers_asked_at" + year
                        + ", sized_at = sized_at" + year + " where workspace_id = '"
                        + link.workspace.id().value() + "'");
        server.asAdministrator("update mullion.sync_part set read_to = read_to" + year + " where connection_id = '"
                + link.id.value() + "'");
    }
}
