package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.sandbox.xero.Mood;
import dev.mullion.tenancy.Actor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Work that one workspace asked for is done there, whoever else is served by the same server in between. */
class RunsInTurnTest {

    private static final String BOOKS = "/api\\.xro/2\\.0/.*";
    private static final String THEIRS = "invoice (receivable,open,f,,2026-10-01,2026-11-20,,NZD,99900,0,99900,0,0)";

    private final ReadXero mine = ReadXero.connected();
    private final ReadXero theirs = ReadXero.connected();

    @Test
    @Attack("isolation-52")
    void aRunThatWaitsWhileAnotherWorkspacesIsDoneWritesWhereItWasAskedFor() throws InterruptedException {
        theirs.invoice("ACCREC", "AUTHORISED", "A made-up customer", "999.00", "999.00", "2026-10-01", "2026-11-20");
        Halt halt = ReadXero.vendor().haltAt(mine.organisation, BOOKS, 2);
        Asked.Begun waiting =
                (Asked.Begun) ReadXero.bean(Syncs.class).ask(mine.workspace.id(), mine.id(), Actor.OPERATOR);
        assertThat(halt.isReached()).isTrue();

        assertThat(theirs.read().state()).isEqualTo(SyncRun.State.COMPLETE);
        halt.release();

        assertThat(ReadGitHub.ended(waiting).state()).isEqualTo(SyncRun.State.COMPLETE);
        assertEachHasItsOwn();
    }

    @Test
    @Attack("isolation-52")
    void aRunThatIsTriedAgainAfterAnotherWorkspacesWritesWhereItWasAskedFor() {
        theirs.invoice("ACCREC", "AUTHORISED", "A made-up customer", "999.00", "999.00", "2026-10-01", "2026-11-20");
        ReadXero.vendor().feel(Mood.SERVER_ERROR, Integer.MAX_VALUE, 2);
        assertThat(mine.read().state()).isNotEqualTo(SyncRun.State.COMPLETE);
        ReadXero.vendor().feel(Mood.KIND);

        assertThat(theirs.read().state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(mine.read().state()).isEqualTo(SyncRun.State.COMPLETE);

        assertEachHasItsOwn();
    }

    private void assertEachHasItsOwn() {
        List<String> own = mine.state();
        assertThat(own).hasSizeGreaterThan(6).doesNotContain(THEIRS);
        assertThat(theirs.state()).hasSize(own.size() + 1).contains(THEIRS).containsAll(own);
    }
}
