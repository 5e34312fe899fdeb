package dev.mullion.cli;

import dev.mullion.checks.Check;
import dev.mullion.checks.Verification;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = "Checks a promise on the live system: isolation, residue, secrets, audit or egress.",
        mixinStandardHelpOptions = true,
        footer = {"", "  bin/mullion verify isolation", "  bin/mullion verify residue --json"})
final class VerifyCommands implements OperatorCommand {

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Mixin
    private JsonOption json = new JsonOption();

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
        List<Check> checks = verification.run();
        json.print(console, checks, () -> checks.forEach(check -> print(console, check)));
        String summary = summary(checks);
        Check.Outcome worst = worst(checks);
        int unwritten = operator.verificationRecord().of(name, summary, worst);
        if (unwritten > 0) {
            console.err()
                    .println("not written in the audit trail of " + unwritten
                            + " workspaces: not to be reached now, or more than "
                            + VerificationRecord.MOST_WORKSPACES);
        }
        console.err().println(summary);
        return worst == Check.Outcome.FAILED ? ExitCode.VERIFICATION_FAILED : ExitCode.OK;
    }

    /** What holds, and by name what was not shown to: a partial check is never counted as one that holds. */
    static String summary(List<Check> checks) {
        long holding = of(checks, Check.Outcome.OK).count();
        StringBuilder said = new StringBuilder(holding + (holding == 1 ? " check holds" : " checks hold"));
        List<String> partial =
                of(checks, Check.Outcome.PARTIAL).map(Check::name).toList();
        if (!partial.isEmpty()) {
            said.append(", ")
                    .append(partial.size())
                    .append(" could not be run here or lack something (partial): ")
                    .append(String.join(", ", partial));
        }
        List<String> failed = of(checks, Check.Outcome.FAILED).map(Check::name).toList();
        if (!failed.isEmpty()) {
            said.append(partial.isEmpty() ? ", " : "; ")
                    .append(failed.size())
                    .append(" failed: ")
                    .append(String.join(", ", failed));
        }
        return said.toString();
    }

    static Check.Outcome worst(List<Check> checks) {
        return Stream.of(Check.Outcome.FAILED, Check.Outcome.PARTIAL)
                .filter(outcome -> of(checks, outcome).findAny().isPresent())
                .findFirst()
                .orElse(Check.Outcome.OK);
    }

    private static Stream<Check> of(List<Check> checks, Check.Outcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome);
    }

    private static void print(Console console, Check check) {
        console.out()
                .printf(
                        "%-8s %-32s %s%n",
                        check.outcome().name().toLowerCase(Locale.ROOT), check.name(), check.detail());
    }
}
