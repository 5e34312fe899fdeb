package dev.mullion.cli;

import dev.mullion.audit.Checkpoint;
import dev.mullion.keys.KeySets;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "workspace",
        description = "Tenants.",
        mixinStandardHelpOptions = true,
        subcommands = {
            WorkspaceCommands.Create.class,
            WorkspaceCommands.All.class,
            WorkspaceKeyCommands.class,
            WorkspaceCommands.Erase.class
        })
final class WorkspaceCommands {

    /** How a workspace is printed for programs. */
    record Line(String id, String slug, String name, String kind, String state) {
        static Line of(Workspace workspace) {
            return new Line(
                    workspace.id().toString(),
                    workspace.slug().value(),
                    workspace.name(),
                    workspace.kind().name().toLowerCase(Locale.ROOT),
                    workspace.state().name().toLowerCase(Locale.ROOT));
        }
    }

    @Command(name = "create", description = "Adds a workspace.", mixinStandardHelpOptions = true)
    static final class Create implements OperatorCommand {

        @Parameters(paramLabel = "SLUG")
        private String slug = "";

        @Option(names = "--name", description = "what people read; the slug where it is left out")
        private @Nullable String name;

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace made = Operator.valid(() -> operator.founding()
                    .addWorkspace(
                            Operator.slug(slug), name == null ? slug : name, Workspace.Kind.CUSTOMER, Actor.OPERATOR));
            json.print(console, Line.of(made), made.id() + "  " + made.slug());
            return ExitCode.OK;
        }
    }

    @Command(name = "list", description = "Every workspace.", mixinStandardHelpOptions = true)
    static final class All implements OperatorCommand {

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            List<Line> lines =
                    operator.workspaces().list().stream().map(Line::of).toList();
            json.print(
                    console,
                    lines,
                    () -> lines.forEach(line -> console.out()
                            .printf("%-24s %-10s %-10s %s%n", line.slug(), line.kind(), line.state(), line.name())));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "erase",
            description = "Ends a workspace for good: its keys are destroyed, and nothing brings them back.",
            mixinStandardHelpOptions = true)
    static final class Erase implements OperatorCommand {

        @Parameters(paramLabel = "SLUG")
        private String slug = "";

        @Option(names = "--confirm", required = true, paramLabel = "SLUG", description = "the slug once more")
        private String confirm = "";

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = operator.ending().find(Operator.slug(slug)).orElseThrow(() -> Operator.noWorkspace(slug));
            if (!slug.equals(confirm)) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        "--confirm does not repeat the slug",
                        "nothing was changed; write it once more");
            }
            Optional<Checkpoint> last = lastOfItsLog(operator, found);
            erase(operator, found);
            console.out()
                    .println(found.id() + " is erased; other servers forget its keys within "
                            + KeySets.MEMORY.toSeconds() + " s");
            console.err()
                    .println(
                            last.isPresent()
                                    ? "The last checkpoint of its log follows; keep it with the export of the log."
                                    : "Its log could not be signed once more; the last checkpoint that was published is"
                                            + " its end.");
            last.ifPresent(checkpoint -> console.out().print(checkpoint.note()));
            return ExitCode.OK;
        }

        private static void erase(Operator operator, Workspace found) {
            try {
                operator.ending().erase(found.id(), Actor.OPERATOR);
            } catch (KeysUnavailable left) {
                throw new CommandFailed(
                        ExitCode.TRY_AGAIN,
                        "nobody enters " + found.slug() + " any more, but its keys are not destroyed yet: "
                                + left.getMessage(),
                        "run the same command again when the key store can be written");
            }
        }

        /**
         * Whoever wants a workspace gone does not wait for its keys, which may be locked, or for a log that is broken.
         */
        private static Optional<Checkpoint> lastOfItsLog(Operator operator, Workspace found) {
            try {
                return operator.log().checkpoints().sign(found.id());
            } catch (RuntimeException unsigned) {
                return Optional.empty();
            }
        }
    }
}
