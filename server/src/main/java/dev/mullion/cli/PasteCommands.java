package dev.mullion.cli;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connection.Mode;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.stripe.StripeKey;
import dev.mullion.connectors.stripe.StripeSecret;
import dev.mullion.ingest.sync.FirstTries;
import dev.mullion.keys.IntakeKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.vault.SealedSecret;
import dev.mullion.vault.SecretTerms;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Connects by a key. It is sealed where it is typed; the server gets a box that only a worker opens. */
final class PasteCommands {

    private static final String STRIPE = "stripe";

    private PasteCommands() {}

    private static void requireStripe(String vendor) {
        if (!vendor.equals(STRIPE)) {
            throw new CommandFailed(
                    ExitCode.USAGE, "this version takes keys of stripe only", "write: connection key stripe");
        }
    }

    @Command(
            name = "key",
            description = {
                "Connects by a restricted key that is read from standard input, or gives a connection another one.",
                "Secret keys (sk_) are refused. With --webhook-secret what is read is the signing secret of the endpoint"
                        + " that you made in Stripe's dashboard."
            },
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  bin/mullion connection key stripe --workspace sample < key.txt",
                "  bin/mullion connection key stripe --workspace sample --connection con_... --webhook-secret < secret.txt"
            })
    static final class Key implements LocalCommand {

        @Parameters(paramLabel = "VENDOR", description = "stripe")
        private String vendor = "";

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(names = "--connection", paramLabel = "ID", description = "one that is here already")
        private @Nullable String connection;

        @Option(names = "--webhook-secret", description = "the secret of the endpoint: whsec_...")
        private boolean webhookSecret;

        @Option(names = "--second", description = "with --webhook-secret: a second one, while Stripe changes over")
        private boolean second;

        @Override
        public ExitCode run(Console console) {
            return paste(console, System.in, new OperatorClient(DataFolder.ofEnvironment())::run);
        }

        /** Where commands of the server go. */
        interface Server {
            int run(List<String> arguments, Console console);
        }

        ExitCode paste(Console console, InputStream in, Server server) {
            requireStripe(vendor);
            byte[] secret = SecretCommands.Put.read(in);
            try {
                List<String> begin =
                        new ArrayList<>(List.of("connection", "begin", vendor, "--workspace", workspace.slug()));
                begin.addAll(what(secret));
                StringWriter begun = new StringWriter();
                int exit = server.run(begin, new Console(new PrintWriter(begun, true), console.err()));
                return exit != 0 ? ExitCode.of(exit) : hand(console, server, secret, begun.toString());
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        }

        private StripeSecret field() {
            if (!webhookSecret) {
                return StripeSecret.API_KEY;
            }
            return second ? StripeSecret.SECOND_WEBHOOK_SECRET : StripeSecret.WEBHOOK_SECRET;
        }

        private List<String> what(byte[] secret) {
            String at = connection;
            if (webhookSecret) {
                if (at == null) {
                    throw new CommandFailed(
                            ExitCode.USAGE,
                            "a webhook secret belongs to a connection",
                            "name it with --connection; connection list shows what there is");
                }
                Operator.valid(() -> {
                    field().check(secret);
                    return true;
                });
                return List.of("--connection", at);
            }
            Mode mode = Operator.valid(() -> StripeKey.modeOf(secret));
            return at == null ? List.of("--mode", mode.word()) : List.of("--mode", mode.word(), "--connection", at);
        }

        private ExitCode hand(Console console, Server server, byte[] secret, String begun) {
            String[] answer = begun.strip().split(" ", -1);
            StripeSecret place = webhookSecret ? field() : StripeSecret.valueOf(answer[5]);
            ConnectionId made = ConnectionId.parse(answer[2]);
            byte[] box = SealedSecret.box(
                    IntakeKey.parse(answer[1]),
                    WorkspaceId.parse(answer[0]),
                    place.of(made),
                    place.terms(answer[3]),
                    secret);
            int exit = server.run(
                    List.of(
                            "connection",
                            "take",
                            vendor,
                            "--workspace",
                            workspace.slug(),
                            "--connection",
                            made.toString(),
                            "--field",
                            place.name(),
                            "--box",
                            Base64.getEncoder().encodeToString(box)),
                    console);
            if (exit == 0) {
                console.out().println("connection " + made);
                console.out().println("url        " + answer[4]);
            }
            return ExitCode.of(exit);
        }
    }

    /** Says what to seal for. Makes the connection where none is named. */
    @Command(name = "begin", hidden = true, mixinStandardHelpOptions = true)
    static final class Begin implements OperatorCommand {

        @Parameters
        private String vendor = "";

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(names = "--mode")
        private @Nullable Mode mode;

        @Option(names = "--connection")
        private @Nullable String connection;

        @Override
        public ExitCode run(Console console, Operator operator) {
            requireStripe(vendor);
            Workspace found = workspace.of(operator);
            String line = operator.workspaces().within(found.id(), () -> {
                ConnectionId id = connection(operator);
                return String.join(
                        " ",
                        found.id().toString(),
                        IntakeKey.of(operator.secrets().intake().publicKey()).toString(),
                        id.toString(),
                        operator.links().stripe().host(),
                        operator.address().hooks() + "/hooks/stripe/"
                                + operator.connections().hookKey(id),
                        operator.links()
                                .keys()
                                .placeOf(id, StripeSecret.API_KEY)
                                .name());
            });
            console.out().println(line);
            return ExitCode.OK;
        }

        private ConnectionId connection(Operator operator) {
            String named = connection;
            Mode asked = mode;
            if (named != null) {
                return operator.connections()
                        .find(Operator.valid(() -> ConnectionId.parse(named)))
                        .filter(one -> one.kind() == Connection.Kind.KEY && !one.endedHere())
                        .filter(one -> asked == null || asked == one.mode())
                        .map(Connection::id)
                        .orElseThrow(() -> new CommandFailed(
                                ExitCode.NOT_FOUND,
                                "this workspace has no such connection by a key of that mode",
                                "bin/mullion connection list --workspace " + workspace.slug()
                                        + " shows what there is"));
            }
            if (asked == null) {
                throw new CommandFailed(ExitCode.USAGE, "a new connection has a mode", "write --mode live or test");
            }
            try {
                return operator.connections()
                        .addKeyed(STRIPE, asked, Actor.OPERATOR)
                        .id();
            } catch (Connections.OtherMode e) {
                throw new CommandFailed(ExitCode.CONFLICT, String.valueOf(e.getMessage()), "nothing was changed");
            }
        }
    }

    /** Takes a box that was sealed for a connection by key. */
    @Command(name = "take", hidden = true, mixinStandardHelpOptions = true)
    static final class Take implements OperatorCommand {

        @Parameters
        private String vendor = "";

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(names = "--connection", required = true)
        private String connection = "";

        @Option(names = "--field", required = true)
        private StripeSecret field = StripeSecret.API_KEY;

        @Option(names = "--box", required = true)
        private String box = "";

        @Override
        public ExitCode run(Console console, Operator operator) {
            requireStripe(vendor);
            Workspace found = workspace.of(operator);
            ConnectionId id = Operator.valid(() -> ConnectionId.parse(connection));
            byte[] sealed = Operator.valid(() -> Base64.getDecoder().decode(box));
            SecretCommands.requireConnection(operator, found, id.value());
            SecretTerms terms = field.terms(operator.links().stripe().host());
            AtomicInteger number = new AtomicInteger();
            boolean isFirst = operator.workspaces().within(found.id(), () -> {
                Connection held = operator.connections().hold(List.of(id)).stream()
                        .filter(one -> !one.endedHere())
                        .findFirst()
                        .orElseThrow(() -> new CommandFailed(
                                ExitCode.CONFLICT,
                                "this connection was disconnected, or is gone, and takes no secret",
                                "connect anew: leave --connection out"));
                UUID made = operator.secrets().intake().submit(field.of(id), terms, sealed, Actor.OPERATOR);
                if (field == StripeSecret.NEXT_API_KEY) {
                    number.set(operator.links().nexts().ask(id, made));
                }
                return field == StripeSecret.API_KEY && operator.links().tries().isUntried(held);
            });
            if (number.get() > 0) {
                console.out().println(next(operator.links().tries().await(found.id(), id, number.get())));
                return ExitCode.OK;
            }
            if (!isFirst) {
                console.out().println("sealed; a worker stores it within a minute");
                return ExitCode.OK;
            }
            console.out().println(tried(operator.links().tries().await(found.id(), id)));
            return ExitCode.OK;
        }

        private static String next(FirstTries.Outcome outcome) {
            return switch (outcome) {
                case FirstTries.Outcome.Works _ -> "sealed, and Stripe accepts it; it is used from now on";
                case FirstTries.Outcome.Waits(String why) ->
                    "sealed; it takes the place of the one that is used when Stripe accepts it"
                            + (why == null ? "" : ": " + why);
                case FirstTries.Outcome.Refused refused ->
                    throw new CommandFailed(ExitCode.FAILURE, refused.why(), "nothing of the key is kept");
            };
        }

        private static String tried(FirstTries.Outcome outcome) {
            return switch (outcome) {
                case FirstTries.Outcome.Works _ -> "sealed, and Stripe accepts it";
                case FirstTries.Outcome.Waits(String why) ->
                    why == null ? "sealed; a worker tries it within a minute" : "sealed, and is tried again: " + why;
                case FirstTries.Outcome.Refused refused ->
                    throw new CommandFailed(
                            ExitCode.FAILURE,
                            refused.why(),
                            "nothing of the key is kept, and a connection that was made for it alone is gone");
            };
        }
    }
}
