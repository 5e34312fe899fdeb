package dev.mullion.cli;

import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.Checkpoint;
import dev.mullion.audit.ExportFormat;
import dev.mullion.audit.Exports;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        description =
                "The log of what happened: take it away, verify it elsewhere, replace its key, let old events go.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AuditCommands.Export.class,
            AuditCommands.Newest.class,
            AuditCommands.RotateKey.class,
            AuditRetention.class
        },
        footer = {
            "",
            "  bin/mullion audit export --workspace sample --out sample.mullion-audit",
            "  bin/mullion audit verify sample.mullion-audit",
            "  bin/mullion audit checkpoint --workspace sample"
        })
final class AuditCommands {

    private AuditCommands() {}

    @Command(
            name = "export",
            description = "Writes a log to a file that is verified without a server.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion audit export --workspace sample --out sample.mullion-audit"})
    static final class Export implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(
                names = "--out",
                required = true,
                paramLabel = "FILE",
                description = "a new file; nothing is overwritten")
        private String out = "";

        @Option(names = "--format", defaultValue = "bundle", description = "bundle, csv, jsonl or ocsf")
        private String format = "bundle";

        @Option(
                names = "--kept",
                paramLabel = "CHECKPOINTS",
                description =
                        "checkpoints that you kept: where events were pruned since, the bundle leads on from them")
        private String kept = "";

        /** The server has another working folder than the terminal. */
        @Override
        public List<String> sent(List<String> typed) {
            List<String> words = new ArrayList<>(List.of(
                    "audit", "export", "--workspace", workspace.slug(), "--format", format, "--out", absolute(out)));
            if (!kept.isEmpty()) {
                words.addAll(List.of("--kept", absolute(kept)));
            }
            return words;
        }

        private static String absolute(String file) {
            return Path.of(file).toAbsolutePath().normalize().toString();
        }

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = workspace.of(operator);
            ExportFormat chosen = ExportFormat.of(format)
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.USAGE, "there is no format " + format, "choose bundle, csv, jsonl or ocsf"));
            Path file = Path.of(out);
            Optional<KeptFile> before = kept.isEmpty() ? Optional.empty() : Optional.of(new KeptFile(Path.of(kept)));
            Exports.Export export = operator.log()
                    .exports()
                    .prepare(
                            found.id(),
                            Actor.OPERATOR,
                            chosen,
                            AuditFilter.ALL,
                            before.<Exports.Kept>map(each -> each).orElse(Exports.Kept.NONE));
            try {
                write(export, file);
                console.err().println("wrote " + Files.size(file) + " bytes to " + file);
                before.flatMap(KeptFile::told).ifPresent(console.err()::println);
            } catch (FileAlreadyExistsException _) {
                throw new CommandFailed(
                        ExitCode.CONFLICT, file + " exists already and is not overwritten", "choose another name");
            } catch (IOException e) {
                throw new CommandFailed(
                        ExitCode.FAILURE,
                        file + " cannot be written: " + e.getClass().getSimpleName(),
                        "name a file in a folder that the server may write to");
            }
            return ExitCode.OK;
        }

        private static void write(Exports.Export export, Path file) throws IOException {
            Set<StandardOpenOption> fresh = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.newByteChannel(file, fresh, ownerOnly).close();
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
                export.write(stream);
            } catch (IOException | RuntimeException partial) {
                Files.delete(file);
                throw partial;
            }
        }
    }

    @Command(
            name = "checkpoint",
            description = "Prints the newest signed state of a log, to be kept where the server has no hand.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion audit checkpoint --workspace sample >> kept.checkpoints"})
    static final class Newest implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            Optional<Checkpoint> newest =
                    operator.log().checkpoints().sign(workspace.of(operator).id());
            console.out()
                    .print(newest.map(Checkpoint::note)
                            .orElseThrow(() -> new CommandFailed(
                                    ExitCode.NOT_FOUND,
                                    "nothing has happened in " + workspace.slug() + " yet",
                                    "its first event opens its log")));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "rotate-key",
            description = "Replaces the key that signs a log; the log announces the new one.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion audit rotate-key --workspace sample"})
    static final class RotateKey implements OperatorCommand {

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = workspace.of(operator);
            console.out().println(operator.log().rotation().run(found.id(), Actor.OPERATOR));
            console.err().println("signs from the next checkpoint on; the log has announced it");
            return ExitCode.OK;
        }
    }
}
