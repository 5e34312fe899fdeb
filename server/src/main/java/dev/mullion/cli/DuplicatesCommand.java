package dev.mullion.cli;

import dev.mullion.telemetry.finance.Duplicate;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.views.DuplicatesView;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What looks bought twice: shown, judged, and asked again, as the page does it. */
@Command(
        name = "duplicates",
        description = {
            "What looks bought twice, with what each of it cost; what somebody said is none comes last.",
            "A group is judged by naming all of its vendors; it is shown as it stands then."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  bin/mullion finance duplicates --workspace sample",
            "  bin/mullion finance duplicates --workspace sample --not-a-duplicate asana,linear",
            "  bin/mullion finance duplicates --workspace sample --ask-again asana,linear"
        })
final class DuplicatesCommand implements OperatorCommand {

    @Mixin
    private WorkspaceOption workspace = new WorkspaceOption();

    @Option(
            names = "--not-a-duplicate",
            split = ",",
            paramLabel = "VENDOR",
            description = "says that these are bought for different things, until another one joins them")
    private List<String> different = new ArrayList<>();

    @Option(names = "--ask-again", split = ",", paramLabel = "VENDOR", description = "takes that back")
    private List<String> again = new ArrayList<>();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public ExitCode run(Console console, Operator operator) {
        if (!different.isEmpty() && !again.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--not-a-duplicate and --ask-again are said one by one", "nothing was changed");
        }
        Workspace in = workspace.of(operator);
        Operator.Stated stated = operator.books().stated();
        List<Duplicate> found = operator.workspaces().within(in.id(), () -> {
            if (!different.isEmpty()) {
                Duplicate group = named(in, stated, different);
                stated.statements().isNoDuplicate(group.reason(), group.vendors(), Actor.OPERATOR);
            } else if (!again.isEmpty()) {
                Duplicate group = named(in, stated, again);
                stated.statements().mayBeDuplicate(group.reason(), group.vendors(), Actor.OPERATOR);
            }
            return stated.duplicates().find();
        });
        json.print(
                console,
                DuplicatesView.of(found),
                () -> found.forEach(group ->
                        group.bought().forEach(bought -> console.out().println(line(group, bought)))));
        return ExitCode.OK;
    }

    /**
     * A group of one vendor is one under several names, a larger one a job done twice: no two have the same vendors.
     */
    private static Duplicate named(Workspace in, Operator.Stated stated, List<String> vendors) {
        List<String> sorted = vendors.stream().map(String::strip).sorted().toList();
        return stated.duplicates().find().stream()
                .filter(group -> group.vendors().equals(sorted))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.NOT_FOUND,
                        "no group that looks bought twice just now has exactly these vendors",
                        "bin/mullion finance duplicates --workspace " + in.slug()
                                + " shows the groups; name every vendor of one"));
    }

    private static String line(Duplicate group, Duplicate.Bought bought) {
        return Listing.line(
                group.reason().word(),
                group.category(),
                bought.vendor().id(),
                bought.last(),
                bought.sums().stream().map(Money::toString).collect(Collectors.joining(", ")),
                group.dismissed() ? "no duplicate" : "open");
    }
}
