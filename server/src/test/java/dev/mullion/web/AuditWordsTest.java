package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.audit.ChainState;
import dev.mullion.audit.Checkpoint;
import dev.mullion.web.view.AuditPage;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditWordsTest {

    private static final Checkpoint SIGNED =
            new Checkpoint(1_200, "A".repeat(44), "a note", Instant.parse("2026-11-05T10:00:00Z"));

    @Test
    @Attack({"audit-21", "audit-25"})
    void anOldCheckpointIsShownAsOneWithWhatWaits() {
        AuditPage.Chain chain = chain(new ChainState.State(0, 1_203, SIGNED, null, true));

        assertThat(chain.state().toString()).contains("Signature late");
        assertThat(chain.signed()).isEqualTo("to #1,199; 3 later events wait for a signature");
    }

    @Test
    @Attack("audit-37")
    void aPrunedLogSaysFromWhereOnItIsKept() {
        assertThat(chain(new ChainState.State(1_024, 1_200, SIGNED, null, false))
                        .signed())
                .isEqualTo("to #1,199; kept from #1,024");
    }

    private static AuditPage.Chain chain(ChainState.State state) {
        return AuditWords.chain(state, "/w/sample/audit", AuditQuery.of(Map.of()), Company.WORDING);
    }
}
