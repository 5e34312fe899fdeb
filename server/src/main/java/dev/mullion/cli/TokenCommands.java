package dev.mullion.cli;

import dev.mullion.identity.Access;
import dev.mullion.identity.ApiTokens;
import dev.mullion.identity.Permissions;
import dev.mullion.tenancy.Workspace;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "token",
        description = "API tokens.",
        mixinStandardHelpOptions = true,
        subcommands = TokenCommands.Create.class)
final class TokenCommands {

    @Command(
            name = "create",
            description = "Prints an API token, this once.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion token create --workspace sample --permissions engineering:read --ttl 1h"})
    static final class Create implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(names = "--permissions", required = true, paramLabel = "LIST")
        private String permissions = "";

        @Option(
                names = "--ttl",
                defaultValue = "30d",
                description = "how long it lives, such as 90s, 15m, 1h, 30d; 30d where left out")
        private String life = "30d";

        @Option(names = "--name", defaultValue = "made on the command line")
        private String name = "made on the command line";

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = workspace.of(operator);
            ApiTokens.Made made = Operator.valid(() -> operator.membership()
                    .tokens()
                    .create(
                            Access.ofOperator(found),
                            new ApiTokens.Request(name, Permissions.parse(permissions), duration(life))));
            console.out().println(made.secret().<String>expose(text -> text));
            console.err().println("works until " + made.expiresAt() + "; shown this once");
            return ExitCode.OK;
        }

        private static Duration duration(String text) {
            if (!text.matches("\\d{1,6}[smhd]")) {
                throw new IllegalArgumentException("--ttl is a number with s, m, h or d, such as 1h; was " + text);
            }
            long number = Long.parseLong(text.substring(0, text.length() - 1));
            return switch (text.charAt(text.length() - 1)) {
                case 's' -> Duration.ofSeconds(number);
                case 'm' -> Duration.ofMinutes(number);
                case 'h' -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
    }
}
