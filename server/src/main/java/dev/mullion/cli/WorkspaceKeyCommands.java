package dev.mullion.cli;

import dev.mullion.keys.KeySets;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.KmsKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceUnavailable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "key",
        description = "The key in front of a workspace's keys: the installation's, or one of the customer's own.",
        mixinStandardHelpOptions = true,
        subcommands = {
            WorkspaceKeyCommands.Bind.class,
            WorkspaceKeyCommands.Release.class,
            WorkspaceKeyCommands.Show.class
        })
final class WorkspaceKeyCommands {

    @Command(
            name = "bind",
            description =
                    "Wraps a workspace's keys by a key of the customer's own KMS. Switched off there, it is locked.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  bin/mullion workspace key bind sample --kms arn:aws:kms:eu-central-1:111122223333:key/1234abcd-..."
            })
    static final class Bind implements OperatorCommand {

        @Parameters(paramLabel = "SLUG")
        private String slug = "";

        @Option(names = "--kms", paramLabel = "KEY", required = true, description = "the key's ARN, no alias")
        private String kms = "";

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = operator.workspace(slug);
            KmsKey key = Operator.valid(() -> new KmsKey(kms));
            changed(() -> operator.secrets().bindings().bind(found.id(), key, Actor.OPERATOR));
            console.out().println("the keys of " + found.slug() + " are wrapped by " + key);
            console.err()
                    .println(
                            "Older copies of the key store still open without it. Rotate the workspace's key (bin/mullion"
                                    + " key rotate --workspace " + found.slug() + ", then --retire) and delete them.");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "release",
            description = "Wraps a workspace's keys by the installation's own key again.",
            mixinStandardHelpOptions = true)
    static final class Release implements OperatorCommand {

        @Parameters(paramLabel = "SLUG")
        private String slug = "";

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = operator.workspace(slug);
            changed(() -> operator.secrets().bindings().release(found.id(), Actor.OPERATOR));
            console.out().println("the keys of " + found.slug() + " are wrapped by the installation's own key");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "show",
            description = "Which key wraps a workspace's keys, and whether it opens them now.",
            mixinStandardHelpOptions = true)
    static final class Show implements OperatorCommand {

        @Parameters(paramLabel = "SLUG")
        private String slug = "";

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = operator.workspace(slug);
            KeySets sets = operator.secrets().keys().sets();
            console.out().println("wrapped by " + sets.sourceOf(found.id().value()));
            try {
                console.out()
                        .println("opens; sealing key version "
                                + sets.ask(found.id().value()).version());
                return ExitCode.OK;
            } catch (KeysUnavailable e) {
                console.out().println("does not open: " + e.getMessage());
                return ExitCode.FAILURE;
            }
        }
    }

    private static void changed(Runnable change) {
        try {
            change.run();
        } catch (WorkspaceUnavailable e) {
            throw new CommandFailed(ExitCode.CONFLICT, String.valueOf(e.getMessage()), "nothing was changed");
        } catch (KeysUnavailable e) {
            throw new CommandFailed(
                    e.reason() == KeysUnavailable.Reason.UNREACHABLE ? ExitCode.TRY_AGAIN : ExitCode.CONFLICT,
                    String.valueOf(e.getMessage()),
                    "nothing was changed; the key needs kms:GenerateDataKey and kms:Decrypt for this server");
        }
    }
}
