package dev.mullion.cli;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Alias;
import dev.mullion.telemetry.Aliases;
import dev.mullion.telemetry.views.AliasView;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What members call customers, who are hashes in every fact. */
final class AliasCommands {

    private AliasCommands() {}

    @Command(
            name = "alias",
            description = "Calls a customer so from now on, wherever their hash is shown, or no longer.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  bin/mullion finance alias 3f2a91c0 \"Northern branch\" --workspace sample",
                "  bin/mullion finance alias 3f2a91c0 --remove --workspace sample"
            })
    static final class Name implements OperatorCommand {

        @Parameters(
                index = "0",
                paramLabel = "CUSTOMER",
                description = "their hash, or its first 8 characters, as finance entries shows them")
        private String customer = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "NAME",
                description = "1 to " + Alias.LONGEST + " characters")
        private @Nullable String name;

        @Option(names = "--remove", description = "deletes what they are called")
        private boolean remove;

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            String given = name;
            if (remove == (given != null)) {
                throw new CommandFailed(
                        ExitCode.USAGE, "either a NAME or --remove was expected", "nothing was changed");
            }
            Workspace in = workspace.of(operator);
            console.out().println(operator.workspaces().within(in.id(), () -> {
                Operator.Stated stated = operator.books().stated();
                IdHash whom = customer(in, stated.aliases());
                return given == null ? unnamed(in, stated, whom) : named(stated, whom, given);
            }));
            return ExitCode.OK;
        }

        private static String named(Operator.Stated stated, IdHash whom, String given) {
            Alias alias = Operator.valid(() -> new Alias(whom, given));
            stated.statements().name(alias, Actor.OPERATOR);
            return whom.value() + " is called " + alias.text();
        }

        private static String unnamed(Workspace in, Operator.Stated stated, IdHash whom) {
            if (!stated.statements().unname(whom, Actor.OPERATOR)) {
                throw new CommandFailed(
                        ExitCode.NOT_FOUND,
                        "this customer has no alias",
                        "bin/mullion finance aliases --workspace " + in.slug() + " shows who has one");
            }
            return whom.value() + " has no alias any more";
        }

        private IdHash customer(Workspace in, Aliases aliases) {
            List<IdHash> found = Operator.valid(() -> aliases.customers(customer));
            if (found.size() > 1) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        "the hashes of several customers begin so",
                        "write more of the one that is meant");
            }
            return found.stream()
                    .findFirst()
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.NOT_FOUND,
                            "this workspace has no such customer",
                            "bin/mullion finance entries invoices --workspace " + in.slug()
                                    + " shows those who owe something"));
        }
    }

    @Command(
            name = "aliases",
            description = "What members call customers, by hash; the first " + Aliases.MOST + ".",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion finance aliases --workspace sample"})
    static final class All implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace in = workspace.of(operator);
            List<Alias> found = operator.workspaces()
                    .within(in.id(), () -> operator.books().stated().aliases().list(null, Aliases.MOST + 1));
            if (found.isEmpty()) {
                console.err().println("No customer has an alias.");
            }
            Listing.upTo(
                            Aliases.MOST,
                            found,
                            AliasView::of,
                            alias -> Listing.line(alias.customer().value(), alias.text()))
                    .print(console, json);
            return ExitCode.OK;
        }
    }
}
