package dev.mullion.cli;

import dev.mullion.connectors.Connection.Mode;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.KeyPlace;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.connectors.PastedKind;
import dev.mullion.keys.IntakeKey;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.vault.SealedSecret;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Connects by a key. It is sealed where it is typed; the server gets a box that only a worker opens. */
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
final class PasteCommand implements LocalCommand {

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
                .orElseThrow(() -> PasteCommands.unknown(
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
                    IntakeKey.parse(answer[1]), WorkspaceId.parse(answer[0]), place.of(made), place.terms(), secret);
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
            if (exit == 0 && !answer[4].equals(PasteCommands.NONE)) {
                console.out().println("url        " + answer[4]);
            }
            return ExitCode.of(exit);
        }
    }
}
