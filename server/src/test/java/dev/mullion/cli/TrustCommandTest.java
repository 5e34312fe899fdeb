package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.trust.PromiseId;
import dev.mullion.trust.State;
import dev.mullion.trust.Trust;
import dev.mullion.trust.TrustSchedule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bin/mullion trust} as it travels to a running server. */
class TrustCommandTest {

    private static TestServer server;
    private static Typed terminal;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        terminal = new Typed(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void listsEveryPromiseAndCountsThemByState() {
        Said said = terminal.run("trust");

        assertThat(said.exit()).isZero();
        assertThat(said.out().lines()).hasSize(51).anyMatch(line -> line.matches("planned +P49  .*"));
        assertThat(said.err()).contains(" planned");
    }

    @Test
    void endsWithSevenWhenAPromiseIsNotKept() {
        assertThat(terminal.run("trust", "P23", "--check").exit()).isZero();

        server.asAdministrator(
                "alter event trigger mullion_schema_rules disable;" + " create unique index one on mullion.push (id)");
        Said broken = terminal.run("trust", "P23", "--check");
        server.asAdministrator("drop index mullion.one; alter event trigger mullion_schema_rules enable");

        assertThat(broken.exit()).isEqualTo(ExitCode.VERIFICATION_FAILED.number());
        assertThat(broken.out()).contains("failed           P23", "catalogue.keys", "mullion.one");
        assertThat(terminal.run("trust", "P23").exit())
                .as("a look alone fails nothing")
                .isZero();
        assertThat(terminal.run("trust", "P23", "--check").exit()).isZero();
    }

    @Test
    void endsWithSevenWhenAPromiseCannotBeChecked() {
        server.asAdministrator("""
                delete from mullion.control_evidence where control_id = 'P20';
                insert into mullion.control (id, claimed_until) values ('P20', '9999-01-01')
                on conflict (id) do update set claimed_until = excluded.claimed_until
                """);

        Said said = terminal.run("trust", "P20", "--check");

        assertThat(said.out()).startsWith("not checked yet  P20");
        assertThat(said.exit()).isEqualTo(ExitCode.VERIFICATION_FAILED.number());
    }

    @Test
    void givesProgramsTheEvidence() {
        JsonNode rows = JsonMapper.shared()
                .readTree(terminal.run("trust", "P21", "--check", "--json").out());

        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.get(0).get("state").asString()).isEqualTo("active");
        assertThat(rows.get(0).get("checks").toString()).contains("catalogue.row-security");
    }

    @Test
    void keepsTheOperatorsWordForWhatNobodyCanSee() {
        assertThat(terminal.run("trust", "P44", "--attest", "All volumes are encrypted.")
                        .out())
                .startsWith("attested         P44");
        assertThat(terminal.run("trust", "P21", "--attest", "It holds.").exit()).isEqualTo(2);
        assertThat(terminal.run("trust", "P99").exit()).isEqualTo(3);
    }

    /** What `serve` and `demo` call once they are ready; then a server probes by itself. */
    @Test
    void aServerThatWasToldToChecksByItself() {
        try (TestServer other = TestServer.start()) {
            other.bean(TrustSchedule.class).begin();
            checksByItself(other.bean(Trust.class));
        }
    }

    private static void checksByItself(Trust trust) {
        long until = System.nanoTime() + 120_000_000_000L;
        while (state(trust) instanceof State.Unchecked) {
            assertThat(System.nanoTime()).as("probed in time").isLessThan(until);
            Thread.onSpinWait();
        }
        assertThat(state(trust).word()).isEqualTo("active");
    }

    private static State state(Trust trust) {
        return trust.lines().stream()
                .filter(line -> line.promise().id().equals(new PromiseId("P19")))
                .findFirst()
                .orElseThrow()
                .state();
    }
}
