package dev.mullion.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every probe on a server where nothing is broken. */
class EveryControlTest {

    private static final Trust TRUST = TestServer.shared().bean(Trust.class);

    /** Without P06: the tests' own logging writes no file that could be searched. */
    static Stream<PromiseId> checked() {
        return TRUST.checked().stream().filter(promise -> !promise.value().equals("P06"));
    }

    @ParameterizedTest
    @MethodSource("checked")
    void holdsWhereNothingIsBroken(PromiseId promise) {
        Evidence seen = TRUST.checkNow(promise).orElseThrow();

        assertThat(seen.verdict()).as("%s saw %s", promise, seen.finding()).isNotEqualTo(Verdict.FAILED);
    }
}
