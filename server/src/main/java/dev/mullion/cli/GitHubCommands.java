package dev.mullion.cli;

import dev.mullion.connectors.github.AppManifest;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "github",
        description = "The operator's own App at GitHub.",
        mixinStandardHelpOptions = true,
        subcommands = GitHubCommands.App.class)
final class GitHubCommands {

    private GitHubCommands() {}

    /** Prepares a page of loopback from which GitHub is asked to make the App. */
    @Command(
            name = "app",
            description = "Makes the App at GitHub by a manifest. Open the address that it prints, on this machine.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  bin/mullion github app --name \"Example Mullion\" --organization example",
                "",
                "From another machine, carry the port there first: ssh -L PORT:127.0.0.1:PORT this-machine"
            })
    static final class App implements OperatorCommand {

        @Option(names = "--name", required = true, description = "as people see it at GitHub, unlike any other App's")
        private String name = "";

        @Option(names = "--organization", paramLabel = "NAME", description = "whose App it becomes; yours if left out")
        private @Nullable String organization;

        @Option(names = "--public", description = "other accounts than its owner's may install it")
        private boolean isPublic;

        @Option(names = "--pushes", description = "hears of pushes too, with the permission to read contents")
        private boolean withPushes;

        @Option(names = "--port", description = "of loopback; any free one if left out")
        private int port;

        @Override
        public ExitCode run(Console console, Operator operator) {
            AppManifest manifest = Operator.valid(() -> new AppManifest(name, isPublic, withPushes));
            String owner = organization;
            if (owner != null && !owner.matches("[A-Za-z0-9][A-Za-z0-9-]{0,38}")) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        "an organisation's name has letters, digits and hyphens",
                        "it is what follows github.com/");
            }
            if (!operator.app().making().canKeep()) {
                throw new CommandFailed(
                        ExitCode.CONFLICT,
                        "this server has the role web alone, and an App's private key is a worker's",
                        "run it where MULLION_ROLES has worker");
            }
            URI page = operator.app().desk().open(manifest, Optional.ofNullable(owner), port);
            console.out().println(page);
            console.err()
                    .println(
                            "Open it in a browser on this machine. It is good once, for an hour. When GitHub has made the App,"
                                    + " start the server anew.");
            return ExitCode.OK;
        }
    }
}
