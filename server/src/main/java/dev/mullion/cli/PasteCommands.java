package dev.mullion.cli;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connection.Mode;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.KeyPlace;
import dev.mullion.connectors.KeyVendors;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.ingest.sync.FirstTries;
import dev.mullion.keys.IntakeKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the server does for {@link PasteCommand}: says what a key is sealed for, and takes the box. */
final class PasteCommands {

    /** What stands for an address that there is none of. */
    static final String NONE = "-";

    private PasteCommands() {}

    static CommandFailed unknown(String vendor, List<String> known) {
        return new CommandFailed(
                ExitCode.USAGE,
                "this version takes keys of " + String.join(", ", known) + " only, and not of " + vendor,
                "write: connection key " + known.getFirst());
    }

    private static PastedKeys known(Operator operator, String vendor) {
        KeyVendors vendors = operator.links().vendors();
        return vendors.of(vendor).orElseThrow(() -> unknown(vendor, vendors.names()));
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
