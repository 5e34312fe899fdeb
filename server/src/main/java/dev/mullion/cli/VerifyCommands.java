package dev.mullion.cli;

import dev.mullion.checks.Check;
import dev.mullion.checks.Verification;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "verify",
        description = "Checks a promise on the live system: isolation, residue.",
        mixinStandardHelpOptions = true,
        footer = {"", "  bin/mullion verify isolation", "  bin/mullion verify residue --json"})
final class VerifyCommands implements OperatorCommand {

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(names = "--json")
    private boolean json;

    @Override
    public ExitCode run(Console console, Operator operator) {
        Verification verification = operator.verifications().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "there is no verification " + name,
                        "choose one of "
                                + operator.verifications().stream()
                                        .map(Verification::name)
                                        .sorted()
                                        .toList()));
        List<Check> checks = operator.verify(verification);
        if (json) {
            console.out().println(JsonMapper.shared().writeValueAsString(checks));
        } else {
            checks.forEach(check -> print(console, check));
        }
        return checks.stream().anyMatch(check -> check.outcome() == Check.Outcome.FAILED)
                ? ExitCode.VERIFICATION_FAILED
                : ExitCode.OK;
    }

    private static void print(Console console, Check check) {
        console.out()
                .printf(
                        "%-8s %-32s %s%n",
                        check.outcome().name().toLowerCase(Locale.ROOT), check.name(), check.detail());
    }
}
