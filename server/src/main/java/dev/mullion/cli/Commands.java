package dev.mullion.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The tree of commands, and where each one runs. */
public final class Commands {

    private final @Nullable Operator operator;
    private final Console console;

    private Commands(@Nullable Operator operator, Console console) {
        this.operator = operator;
        this.console = console;
    }

    @Command(
            name = "mullion",
            description = "Sees across your systems, keeps tenants apart, and proves it.",
            subcommands = {
                DemoCommand.class,
                ChallengeCommand.class,
                ServeCommand.class,
                DoctorCommand.class,
                KeyCommands.class,
                DatabaseCommands.class,
                WorkspaceCommands.class,
                PersonCommands.class,
                ConnectorCommands.class,
                ConnectionCommands.class,
                GitHubCommands.class,
                FinanceCommands.class,
                EngineeringCommands.class,
                RiskCommands.class,
                ImportCommands.class,
                SecretCommands.class,
                TokenCommands.class,
                RevenueCommand.class,
                AuditCommands.class,
                VerifyCommands.class,
                TrustCommand.class
            },
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            footer = {
                "",
                "Three to start with:",
                "  bin/mullion demo",
                "  bin/mullion connection add github --workspace sample --webhook --json",
                "  bin/mullion verify isolation"
            })
    static final class Root {}

    /** As the build names it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {"mullion " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** Runs one command as typed in a terminal and ends the process with its exit code. */
    public static void main(Class<?> application, String... arguments) {
        Installation.application = application;
        // Until the server has its own log there is none: what goes wrong before is said on the terminal.
        LoggingSystem.get(Commands.class.getClassLoader()).beforeInitialize();
        Console console = new Console(
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, false, StandardCharsets.UTF_8));
        int exit = onTerminal(console).run(List.of(arguments));
        console.flush();
        System.exit(exit);
    }

    static Commands onTerminal(Console console) {
        return new Commands(null, console);
    }

    static Commands inServer(Operator operator, Console console) {
        return new Commands(operator, console);
    }

    int run(List<String> arguments) {
        CommandLine line = new CommandLine(new Root());
        line.setOut(console.out());
        line.setErr(console.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Instant.class, Commands::instant);
        line.setExecutionStrategy(parsed -> {
            try {
                return execute(parsed, arguments);
            } catch (RuntimeException failure) {
                return explain(failure);
            }
        });
        return line.execute(arguments.toArray(String[]::new));
    }

    private int execute(ParseResult parsed, List<String> arguments) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        List<CommandLine> chain = parsed.asCommandLineList();
        CommandLine leaf = chain.getLast();
        return switch (leaf.getCommand()) {
            case LocalCommand local when operator == null -> local.run(console).number();
            case OperatorCommand command
            when operator != null -> command.run(console, operator).number();
            case OperatorCommand command ->
                new OperatorClient(DataFolder.ofEnvironment()).run(command.sent(arguments), console);
            default -> {
                leaf.usage(console.out());
                yield ExitCode.USAGE.number();
            }
        };
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new TypeConversionException("'" + text + "' is no time such as 2026-06-01T00:00:00Z");
        }
    }

    private int explain(RuntimeException failure) {
        if (failure instanceof CommandFailed failed) {
            console.fail(String.valueOf(failed.getMessage()), failed.hint());
            return failed.code().number();
        }
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        console.fail(
                message, operator == null ? "correct the cause and run it again" : "the server's log has the details");
        return ExitCode.FAILURE.number();
    }
}
