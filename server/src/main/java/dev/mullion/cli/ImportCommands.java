package dev.mullion.cli;

import dev.mullion.connectors.imported.ImportFault;
import dev.mullion.connectors.imported.ImportFormat;
import dev.mullion.connectors.imported.ImportKind;
import dev.mullion.connectors.imported.ImportReading;
import dev.mullion.connectors.imported.ImportTerms;
import dev.mullion.connectors.imported.Imported;
import dev.mullion.ingest.imports.ImportReceipt;
import dev.mullion.ingest.imports.Imports;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports a file of what has no connector. The server reads it: it runs as the same user. */
@Command(
        name = "import",
        description = "Imports a file of what has no connector.",
        mixinStandardHelpOptions = true,
        subcommands = {ImportCommands.Infrastructure.class, ImportCommands.Compliance.class})
final class ImportCommands {

    private static final int MOST_BYTES = 1_024 * 1_024;

    @Command(
            name = "infrastructure",
            description =
                    "Bills of infrastructure by month: provider, month, amount, currency and, where it is told, service.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  bin/mullion import infrastructure bills.csv --workspace sample --source aws-billing",
                "  bin/mullion import infrastructure bills.json --workspace sample --source aws-billing --as-of 2026-02-01T00:00:00Z"
            })
    static final class Infrastructure extends FileImport {
        Infrastructure() {
            super(ImportKind.INFRASTRUCTURE);
        }
    }

    @Command(
            name = "compliance",
            description = "Tasks of compliance: id, severity, state and, where there is one, the day when it is due.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion import compliance tasks.csv --workspace sample --source audit-2026"})
    static final class Compliance extends FileImport {
        Compliance() {
            super(ImportKind.COMPLIANCE);
        }
    }

    /** One file, whole or not at all. */
    abstract static class FileImport implements OperatorCommand {

        private final ImportKind kind;

        @Parameters(paramLabel = "FILE", description = "ends in .csv or .json; at most 1 MiB and 10,000 rows")
        private Path file = Path.of("");

        @Mixin
        private WorkspaceOption workspace = new WorkspaceOption();

        @Option(
                names = "--source",
                required = true,
                paramLabel = "WORD",
                description = "where it comes from; what one source says never replaces what another does")
        private String source = "";

        @Option(
                names = "--as-of",
                paramLabel = "TIME",
                description = "the version of what it says, such as 2026-02-01T00:00:00Z; now")
        private @Nullable Instant asOf;

        @Mixin
        private JsonOption json = new JsonOption();

        FileImport(ImportKind kind) {
            this.kind = kind;
        }

        /** The server stands in another folder. */
        @Override
        public List<String> sent(List<String> typed) {
            return typed.stream()
                    .map(word ->
                            word.equals(file.toString()) ? file.toAbsolutePath().toString() : word)
                    .toList();
        }

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = workspace.of(operator);
            ImportFormat format = format();
            Instant now = operator.links().clock().instant();
            ImportTerms terms = Operator.valid(() -> new ImportTerms(source, asOf == null ? now : asOf));
            if (terms.asOf().isAfter(now)) {
                throw new CommandFailed(ExitCode.USAGE, "--as-of is in the future", "nothing was imported");
            }
            byte[] body = body();
            try {
                return switch (ImportReading.read(kind, format, terms, body, body.length)) {
                    case Imported.Faulty(var faults) -> refuse(console, faults);
                    case Imported.Whole whole -> {
                        var sent = new Imports.Sent(kind, format, terms, body.length);
                        tell(
                                console,
                                operator.workspaces()
                                        .within(
                                                found.id(),
                                                () -> operator.links().imports().take(sent, whole, Actor.OPERATOR)));
                        yield ExitCode.OK;
                    }
                };
            } finally {
                Arrays.fill(body, (byte) 0);
            }
        }

        private ImportFormat format() {
            String name = file.toString().toLowerCase(Locale.ROOT);
            return Arrays.stream(ImportFormat.values())
                    .filter(known -> name.endsWith("." + known.word()))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.USAGE, "the file's name ends in .csv or .json", "nothing was read"));
        }

        private byte[] body() {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] body = in.readNBytes(MOST_BYTES + 1);
                if (body.length > MOST_BYTES) {
                    Arrays.fill(body, (byte) 0);
                    throw new CommandFailed(
                            ExitCode.USAGE, "the file is longer than " + MOST_BYTES + " bytes", "import it in parts");
                }
                return body;
            } catch (IOException e) {
                throw new CommandFailed(
                        ExitCode.NOT_FOUND,
                        "the server cannot read " + file,
                        "name a file that the server's user can read");
            }
        }

        private static ExitCode refuse(Console console, List<ImportFault> faults) {
            faults.forEach(fault -> console.err()
                    .println("  " + (fault.pointer().isEmpty() ? "the file" : fault.pointer()) + " " + fault.detail()));
            throw new CommandFailed(
                    ExitCode.USAGE,
                    faults.size() == 1
                            ? "the file has a fault"
                            : "the file has faults; these are the first " + faults.size(),
                    "nothing was imported; rows are counted from 0, without the line of column names");
        }

        private void tell(Console console, ImportReceipt receipt) {
            ImportReceipt.Figures figures = receipt.figures();
            json.print(
                    console,
                    new Told(
                            receipt.name(),
                            figures.facts(),
                            figures.written(),
                            figures.unchanged(),
                            figures.bytesRead(),
                            figures.bytesKept(),
                            0),
                    receipt.name() + ": " + receipt.sentence());
        }

        private record Told(
                String id, int rows, int written, int unchanged, int bytesRead, long bytesKept, long rawKept) {}
    }
}
