package dev.mullion.cli;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connection.Mode;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.KeyPlace;
import dev.mullion.connectors.KeyVendors;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.connectors.PastedKind;
import dev.mullion.ingest.sync.FirstTries;
import dev.mullion.keys.IntakeKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.vault.SealedSecret;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Connects by a key. It is sealed where it is typed; the server gets a box that only a worker opens. */
final class PasteCommands {

    /** What stands for an address that there is none of. */
    private static final String NONE = "-";

    private PasteCommands() {}

    private static CommandFailed unknown(String vendor, List<String> known) {
        return new CommandFailed(
                ExitCode.USAGE,
                "this version takes keys of " + String.join(", ", known) + " only, and not of " + vendor,
                "write: connection key " + known.getFirst());
    }

    private static PastedKeys known(Operator operator, String vendor) {
        KeyVendors vendors = operator.links().vendors();
        return vendors.of(vendor).orElseThrow(() -> unknown(vendor, vendors.names()));
    }

    @Command(
            name = "key",
            description = {
                "Connects by a key that is read from standard input, or gives a connection another one.",
                "Of Stripe it is a restricted key; secret keys (sk_) are refused. With --webhook-secret what is read is the"
                        + " signing secret of the endpoint that you made at the vendor."
            },
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  bin/mullion connection key stripe --workspace sample < key.txt",
                "  bin/mullion connection key stripe --workspace sample --connection con_... --webhook-secret < secret.txt"
            })
    static final class Key implements LocalCommand {

        @Parameters(paramLabel = "VENDOR", description = "such as stripe")
        private String vendor = "";

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(names = "--connection", paramLabel = "ID", description = "one that is here already")
        private @Nullable String connection;

        @Option(names = "--webhook-secret", description = "the secret of the endpoint: whsec_...")
        private boolean webhookSecret;

        @Option(names = "--second", description = "with --webhook-secret: a second one, while the vendor changes over")
        private boolean second;

        @Override
        public ExitCode run(Console console) {
            return paste(console, System.in, new OperatorClient(DataFolder.ofEnvironment())::run, PastedKeys.known());
        }

        /** Where commands of the server go. */
        interface Server {
            int run(List<String> arguments, Console console);
        }

        /** @param known the vendors whose keys are judged here */
        ExitCode paste(Console console, InputStream in, Server server, List<PastedKeys> known) {
            PastedKeys keys = known.stream()
                    .filter(one -> one.connector().equals(vendor))
                    .findFirst()
                    .orElseThrow(() -> unknown(
                            vendor, known.stream().map(PastedKeys::connector).toList()));
            PastedKind kind = kind(keys);
            byte[] secret = SecretCommands.Put.read(in);
            try {
                List<String> begin =
                        new ArrayList<>(List.of("connection", "begin", vendor, "--workspace", workspace.slug()));
                begin.addAll(what(keys, kind, secret));
                StringWriter begun = new StringWriter();
                int exit = server.run(begin, new Console(new PrintWriter(begun, true), console.err()));
                return exit != 0
                        ? ExitCode.of(exit)
                        : new Begun(keys, kind, begun.toString().strip().split(" ", -1)).hand(console, server, secret);
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        }

        private PastedKind kind(PastedKeys keys) {
            String word = second ? "second-webhook-secret" : "webhook-secret";
            return webhookSecret
                    ? keys.kind(word)
                            .orElseThrow(() -> new CommandFailed(
                                    ExitCode.USAGE,
                                    "no " + word + " is taken of " + vendor,
                                    "leave --webhook-secret out to paste a key"))
                    : keys.kinds().getFirst();
        }

        private List<String> what(PastedKeys keys, PastedKind kind, byte[] secret) {
            String at = connection;
            if (!kind.isKey()) {
                if (at == null) {
                    throw new CommandFailed(
                            ExitCode.USAGE,
                            "a webhook secret belongs to a connection",
                            "name it with --connection; connection list shows what there is");
                }
                Operator.valid(() -> {
                    keys.check(kind, secret);
                    return true;
                });
                return List.of("--connection", at);
            }
            Mode mode = Operator.valid(() -> keys.modeOf(secret));
            return at == null ? List.of("--mode", mode.word()) : List.of("--mode", mode.word(), "--connection", at);
        }

        /** What the server said that it is sealed for. */
        private final class Begun {

            private final PastedKeys keys;
            private final PastedKind kind;
            private final String[] answer;

            Begun(PastedKeys keys, PastedKind kind, String[] answer) {
                this.keys = keys;
                this.kind = kind;
                this.answer = answer;
            }

            ExitCode hand(Console console, Server server, byte[] secret) {
                ConnectionId made = ConnectionId.parse(answer[2]);
                KeyPlace place = KeyPlace.of(keys, kind.isKey() ? answer[5] : kind.field(), answer[3]);
                byte[] box = SealedSecret.box(
                        IntakeKey.parse(answer[1]),
                        WorkspaceId.parse(answer[0]),
                        place.of(made),
                        place.terms(),
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
                                place.field(),
                                "--box",
                                Base64.getEncoder().encodeToString(box)),
                        console);
                if (exit == 0) {
                    console.out().println("connection " + made);
                }
                if (exit == 0 && !answer[4].equals(NONE)) {
                    console.out().println("url        " + answer[4]);
                }
                return ExitCode.of(exit);
            }
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
            PastedKeys keys = known(operator, vendor);
            Workspace found = workspace.of(operator);
            String line = operator.workspaces().within(found.id(), () -> {
                Connection held = connection(operator);
                return String.join(
                        " ",
                        found.id().toString(),
                        IntakeKey.of(operator.secrets().intake().publicKey()).toString(),
                        held.id().toString(),
                        operator.links().vendors().host(keys),
                        hook(operator, held),
                        operator.links().keys().fieldOf(held.id(), keys.kinds().getFirst()));
            });
            console.out().println(line);
            return ExitCode.OK;
        }

        /** Where its deliveries go; of a vendor that nothing is taken in from, nowhere. */
        private static String hook(Operator operator, Connection held) {
            return operator.links().told().manifests().of(held).events().isEmpty()
                    ? NONE
                    : operator.address().hooks() + "/hooks/" + held.connector() + "/"
                            + operator.connections().hookKey(held.id());
        }

        private Connection connection(Operator operator) {
            String named = connection;
            Mode asked = mode;
            if (named != null) {
                return operator.connections()
                        .find(Operator.valid(() -> ConnectionId.parse(named)))
                        .filter(one -> one.kind() == Connection.Kind.KEY && !one.endedHere())
                        .filter(one -> one.connector().equals(vendor) && (asked == null || asked == one.mode()))
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
                ConnectionId made = operator.connections()
                        .addKeyed(vendor, asked, Actor.OPERATOR)
                        .id();
                return operator.connections().find(made).orElseThrow();
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
        private String field = "";

        @Option(names = "--box", required = true)
        private String box = "";

        @Override
        public ExitCode run(Console console, Operator operator) {
            PastedKeys keys = known(operator, vendor);
            Workspace found = workspace.of(operator);
            ConnectionId id = Operator.valid(() -> ConnectionId.parse(connection));
            byte[] sealed = Operator.valid(() -> Base64.getDecoder().decode(box));
            SecretCommands.requireConnection(operator, found, id.value());
            String host = operator.links().vendors().host(keys);
            KeyPlace place = Operator.valid(() -> KeyPlace.of(keys, field, host));
            AtomicInteger number = new AtomicInteger();
            boolean isFirst = operator.workspaces().within(found.id(), () -> {
                Connection held = operator.connections().hold(List.of(id)).stream()
                        .filter(one -> !one.endedHere() && one.connector().equals(vendor))
                        .findFirst()
                        .orElseThrow(() -> new CommandFailed(
                                ExitCode.CONFLICT,
                                "this connection was disconnected, or is gone, and takes no secret",
                                "connect anew: leave --connection out"));
                requireStill(operator, held.id(), keys, place);
                Operator.valid(() -> operator.links().keys().submit(id, place, sealed, Actor.OPERATOR))
                        .ifPresent(number::set);
                return place.isUsed() && operator.links().tries().isUntried(held);
            });
            String name = Objects.requireNonNull(
                            operator.links().told().manifests().byConnector().get(vendor))
                    .vendor();
            if (number.get() > 0) {
                console.out().println(next(name, operator.links().tries().await(found.id(), id, number.get())));
                return ExitCode.OK;
            }
            if (!isFirst) {
                console.out().println("sealed; a worker stores it within a minute");
                return ExitCode.OK;
            }
            console.out().println(tried(name, operator.links().tries().await(found.id(), id)));
            return ExitCode.OK;
        }

        /** A key that came in between would be replaced by one that nobody has tried. */
        private static void requireStill(Operator operator, ConnectionId id, PastedKeys keys, KeyPlace place) {
            String now = operator.links().keys().fieldOf(id, keys.kinds().getFirst());
            if (place.isUsed() && !now.equals(place.field())) {
                throw new CommandFailed(
                        ExitCode.CONFLICT,
                        "another key was pasted for this connection just now",
                        "run the command again: this one is tried beside that one then");
            }
        }

        private static String next(String name, FirstTries.Outcome outcome) {
            return switch (outcome) {
                case FirstTries.Outcome.Works _ -> "sealed, and " + name + " accepts it; it is used from now on";
                case FirstTries.Outcome.Waits(String why) ->
                    "sealed; it takes the place of the one that is used when " + name + " accepts it"
                            + (why == null ? "" : ": " + why);
                case FirstTries.Outcome.Refused refused ->
                    throw new CommandFailed(ExitCode.FAILURE, refused.why(), "nothing of the key is kept");
            };
        }

        private static String tried(String name, FirstTries.Outcome outcome) {
            return switch (outcome) {
                case FirstTries.Outcome.Works _ -> "sealed, and " + name + " accepts it";
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
