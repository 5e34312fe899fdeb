package dev.mullion.cli;

import dev.mullion.audit.Retention;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "retain",
        description =
                "Says how long a log keeps its events, which is in force after 7 days; what is older goes every night, hashes stay.",
        mixinStandardHelpOptions = true,
        footer = {"", "  bin/mullion audit retain --workspace sample --keep 400d"})
final class AuditRetention implements OperatorCommand {

    @Option(names = "--workspace", required = true, paramLabel = "SLUG")
    private String workspace = "";

    @Option(names = "--keep", required = true, paramLabel = "TIME", description = "90d to 36500d, or forever")
    private String keep = "";

    @Override
    public ExitCode run(Console console, Operator operator) {
        Workspace found = operator.workspace(workspace);
        OptionalInt days = days();
        Retention retention = operator.log().retention();
        Operator.valid(() -> operator.workspaces().within(found.id(), () -> {
            retention.keep(days, Actor.OPERATOR);
            return true;
        }));
        try {
            long from = retention.prune(found.id(), Actor.OPERATOR);
            console.out().println(from == 0 ? "no event is gone" : "complete from #" + from + " on");
        } catch (IllegalStateException broken) {
            throw new CommandFailed(
                    ExitCode.CONFLICT,
                    "the log does not hold: " + broken.getMessage(),
                    "bin/mullion verify audit says more; restore what was changed first");
        }
        return ExitCode.OK;
    }

    private OptionalInt days() {
        if (keep.equals("forever")) {
            return OptionalInt.empty();
        }
        if (!keep.matches("[0-9]{1,6}d")) {
            throw new CommandFailed(
                    ExitCode.USAGE, keep + " is no time to keep events for", "say how many days, as 400d, or forever");
        }
        return OptionalInt.of(Integer.parseInt(keep.substring(0, keep.length() - 1)));
    }
}
