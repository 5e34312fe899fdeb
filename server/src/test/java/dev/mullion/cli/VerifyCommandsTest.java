package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.checks.Check;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class VerifyCommandsTest {

    private final Typed terminal = new Typed(TestServer.shared());

    @Test
    void endsWithHowManyChecksHold() {
        Typed.Answer answer = terminal.run("verify", "isolation");

        assertThat(answer.exit()).isEqualTo(ExitCode.OK.number());
        assertThat(answer.err()).isEqualTo(answer.out().lines().count() + " checks hold\n");
    }

    @Test
    void keepsTheEndOutOfWhatProgramsRead() {
        Typed.Answer answer = terminal.run("verify", "isolation", "--json");

        assertThat(JsonMapper.shared().readTree(answer.out()).isArray()).isTrue();
        assertThat(answer.err()).endsWith("checks hold\n");
    }

    @Test
    void namesEveryCheckThatIsPartialOrFailedAndCountsNoneOfThemAsHolding() {
        List<Check> checks = List.of(
                Check.ok("one", ""),
                Check.partial("two", ""),
                Check.partial("three", ""),
                Check.ok("four", ""),
                Check.failed("five", ""));

        assertThat(VerifyCommands.summary(checks))
                .isEqualTo("2 checks hold, 2 could not be run here or lack something (partial): two, three;"
                        + " 1 failed: five");
        assertThat(VerifyCommands.summary(checks.subList(0, 2)))
                .isEqualTo("1 check holds, 1 could not be run here or lack something (partial): two");
    }
}
