package dev.mullion.cli;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.Outcome;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.keys.IntakeKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.vault.SealedSecret;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.SecretTerms;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "secret",
        description = "Secrets of a connection. What is put in comes out nowhere.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SecretCommands.Put.class,
            SecretCommands.Intake.class,
            SecretCommands.Submit.class,
            SecretCommands.All.class
        })
final class SecretCommands {

    /** Longer ones do not fit into a command to the server. */
    private static final int LONGEST = 32 * 1024;

    private SecretCommands() {}

    /** Whoever names another workspace's is told what they are told of none at all; the attempt stays in the log. */
    static void requireConnection(Operator operator, Workspace in, UUID owner) {
        ConnectionId id = new ConnectionId(owner);
        boolean isThere = operator.workspaces().within(in.id(), () -> {
            boolean found = operator.connections().find(id).isPresent();
            if (!found) {
                operator.trail()
                        .record(new AuditEvent(
                                AuditAction.SECRET_REFUSED,
                                Actor.OPERATOR,
                                id.toString(),
                                "secrets of a connection that is not here",
                                Outcome.DENIED));
            }
            return found;
        });
        if (!isThere) {
            throw new CommandFailed(
                    ExitCode.NOT_FOUND,
                    "this workspace has no such connection",
                    "bin/mullion connection list --workspace " + in.slug() + " shows what there is");
        }
    }

    /** Which secret, of what, and where it may go. */
    static final class Place {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(names = "--connection", required = true, paramLabel = "ID")
        private String connection = "";

        @Option(names = "--field", required = true, paramLabel = "NAME", description = "for example access-token")
        private String field = "";

        @Option(
                names = "--host",
                required = true,
                paramLabel = "HOST",
                description = "where it may be sent, and nowhere else; may be repeated")
        private List<String> hosts = new ArrayList<>();

        SecretRef ref() {
            return Operator.valid(() -> new SecretRef(uuid(connection), field));
        }

        SecretTerms terms() {
            return Operator.valid(() -> SecretTerms.vendorToken(hosts.toArray(String[]::new)));
        }

        List<String> arguments() {
            List<String> arguments = new ArrayList<>(
                    List.of("--workspace", workspace.slug(), "--connection", connection, "--field", field));
            hosts.forEach(host -> arguments.addAll(List.of("--host", host)));
            return arguments;
        }

        private static UUID uuid(String id) {
            return UUID.fromString(id.startsWith("con_") ? id.substring(4) : id);
        }
    }

    @Command(
            name = "put",
            description =
                    "Reads a vendor's token from standard input, seals it here, and sends the server the sealed box.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  bin/mullion secret put --workspace sample --connection con_... --field access-token --host api.github.com"
                        + " < token.txt"
            })
    static final class Put implements LocalCommand {

        @Mixin
        private Place place = new Place();

        @Override
        public ExitCode run(Console console) {
            return put(console, System.in, new OperatorClient(DataFolder.ofEnvironment()));
        }

        ExitCode put(Console console, InputStream in, OperatorClient server) {
            StringWriter key = new StringWriter();
            int exit = server.run(
                    List.of("secret", "intake", "--workspace", place.workspace.slug()),
                    new Console(new PrintWriter(key, true), console.err()));
            if (exit != 0) {
                return ExitCode.of(exit);
            }
            String[] answer = key.toString().strip().split(" ", -1);
            byte[] secret = read(in);
            try {
                byte[] box = SealedSecret.box(
                        IntakeKey.parse(answer[1]), WorkspaceId.parse(answer[0]), place.ref(), place.terms(), secret);
                List<String> arguments = new ArrayList<>(List.of("secret", "submit"));
                arguments.addAll(place.arguments());
                arguments.addAll(List.of("--box", Base64.getEncoder().encodeToString(box)));
                return ExitCode.of(server.run(arguments, console));
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        }

        /** One line's end after a pasted token is not part of it. */
        static byte[] read(InputStream in) {
            try {
                byte[] read = in.readNBytes(LONGEST + 2);
                int length = read.length;
                if (length > 0 && read[length - 1] == '\n') {
                    length--;
                }
                if (length > 0 && read[length - 1] == '\r') {
                    length--;
                }
                byte[] secret = Arrays.copyOf(read, length);
                Arrays.fill(read, (byte) 0);
                if (length < 1 || length > LONGEST) {
                    throw new CommandFailed(
                            ExitCode.USAGE,
                            "a secret has 1 to " + LONGEST + " bytes here",
                            "write it to standard input, for example with < token.txt");
                }
                return secret;
            } catch (IOException e) {
                throw new UncheckedIOException("standard input cannot be read", e);
            }
        }
    }

    @Command(
            name = "intake",
            description = "Prints a workspace's id and the public key that its secrets are sealed to.",
            mixinStandardHelpOptions = true)
    static final class Intake implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = workspace.of(operator);
            byte[] key = operator.workspaces()
                    .within(found.id(), () -> operator.secrets().intake().publicKey());
            console.out().println(found.id() + " " + IntakeKey.of(key));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "submit",
            description = "Hands the server a sealed box that was made elsewhere.",
            mixinStandardHelpOptions = true)
    static final class Submit implements OperatorCommand {

        @Mixin
        private Place place = new Place();

        @Option(names = "--box", required = true, paramLabel = "BASE64")
        private String box = "";

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = place.workspace.of(operator);
            byte[] sealed = Operator.valid(() -> Base64.getDecoder().decode(box));
            SecretRef ref = place.ref();
            SecretTerms terms = place.terms();
            requireConnection(operator, found, ref.owner());
            Operator.valid(() -> operator.workspaces()
                    .within(found.id(), () -> operator.secrets().intake().submit(ref, terms, sealed, Actor.OPERATOR)));
            console.out().println("sealed; a worker stores it within a minute");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "list",
            description = "What is stored for a connection: never the values.",
            mixinStandardHelpOptions = true)
    static final class All implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(names = "--connection", required = true, paramLabel = "ID")
        private String connection = "";

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = workspace.of(operator);
            UUID owner = Operator.valid(() -> Place.uuid(connection));
            requireConnection(operator, found, owner);
            operator.workspaces()
                    .within(found.id(), () -> operator.secrets().vault().of(owner))
                    .forEach(facts -> console.out()
                            .printf(
                                    "%-20s %-18s key %d  sealed %s  hosts %s%n",
                                    facts.ref().field(),
                                    facts.terms().kind().word(),
                                    facts.keyVersion(),
                                    facts.sealedAt(),
                                    facts.terms().hosts()));
            return ExitCode.OK;
        }
    }
}
