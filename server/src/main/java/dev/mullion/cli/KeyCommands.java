package dev.mullion.cli;

import dev.mullion.keys.MasterKey;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "key",
        description = "Key material.",
        mixinStandardHelpOptions = true,
        subcommands = KeyCommands.Create.class)
final class KeyCommands {

    @Command(
            name = "create",
            description = "Makes a master key in FILE (mode 0600) and prints its fingerprint. Refuses to overwrite.",
            mixinStandardHelpOptions = true)
    static final class Create implements LocalCommand {

        @Parameters(paramLabel = "FILE")
        private Path file = Path.of("master.key");

        @Override
        public ExitCode run(Console console) {
            console.out().println("fingerprint " + MasterKey.create(file).fingerprint());
            console.err()
                    .println("The key is in " + file
                            + ". Keep a copy elsewhere: without it no key that it wraps opens again.");
            return ExitCode.OK;
        }
    }
}
