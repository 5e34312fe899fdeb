package dev.mullion.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every probe on a server where nothing is broken: on the shared one others damage rows on purpose. */
class EveryControlTest {

    private static TestServer server;

    @BeforeAll
    static void aServerWithOneHook() {
        server = TestServer.start();
        server.endpoint(server.newWorkspace());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Without P06: the tests' own logging writes no file that could be searched. */
    static Stream<PromiseId> checked() {
        return server.bean(Trust.class).checked().stream()
                .filter(promise -> !promise.value().equals("P06"));
    }

    @ParameterizedTest
    @MethodSource("checked")
    void holdsWhereNothingIsBroken(PromiseId promise) {
        Evidence seen = server.bean(Trust.class).checkNow(promise).orElseThrow();

        assertThat(seen.verdict()).as("%s saw %s", promise, seen.finding()).isNotEqualTo(Verdict.FAILED);
    }
}
