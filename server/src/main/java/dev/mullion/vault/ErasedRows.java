package dev.mullion.vault;

import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.ExportFormat;
import dev.mullion.audit.Exports;
import dev.mullion.checks.Check;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.WorkspaceKeys;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.verifier.Verifier;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * What is left of an ended workspace: its rows, as a backup brings them back, and its log, as it was handed over. The
 * workspace that is tried on does not end: a copy of its keys is destroyed.
 */
@Component
class ErasedRows {

    private static final Actor ACTOR = Actor.system("verify");

    private final Workspaces workspaces;
    private final SecretRows rows;
    private final KeyRing keys;
    private final Exports exports;

    ErasedRows(Workspaces workspaces, SecretRows rows, KeyRing keys, Exports exports) {
        this.workspaces = workspaces;
        this.rows = rows;
        this.keys = keys;
        this.exports = exports;
    }

    List<Check> of(Planted planted) {
        WorkspaceId workspace = planted.workspace();
        Map<SecretRef, SealedRow> backup = new LinkedHashMap<>();
        workspaces.within(workspace, () -> {
            planted.refs().forEach(ref -> backup.put(ref, rows.find(ref).orElseThrow()));
            return true;
        });
        try {
            Path bundle = Files.createTempFile("mullion-erased", ".mullion-audit");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(bundle))) {
                    exports.prepare(workspace, ACTOR, ExportFormat.BUNDLE, AuditFilter.ALL)
                            .write(out);
                }
                List<Check> checks = new ArrayList<>(
                        keys.trials().erased(workspace.value(), with -> opened(workspace, backup, with)));
                checks.add(proven(bundle));
                return checks;
            } finally {
                Files.delete(bundle);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the log could not be exported for a trial", e);
        }
    }

    private static long opened(WorkspaceId workspace, Map<SecretRef, SealedRow> backup, Supplier<WorkspaceKeys> keys) {
        return backup.entrySet().stream()
                .filter(row -> opens(workspace, row.getKey(), row.getValue(), keys))
                .count();
    }

    private static boolean opens(WorkspaceId workspace, SecretRef ref, SealedRow row, Supplier<WorkspaceKeys> keys) {
        try {
            var place = new Envelope.Place(workspace, ref, row.terms(), row.rowVersion());
            Arrays.fill(Envelope.open(keys.get(), place, row), (byte) 0);
            return true;
        } catch (SecretUnavailable | KeysUnavailable _) {
            return false;
        }
    }

    /** The verifier has neither keys nor database. */
    private static Check proven(Path bundle) {
        var said = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        int exit = Verifier.run(List.of(bundle.toString()), said, said);
        return Check.of(
                "erased.log",
                exit == Verifier.HOLDS,
                "the log as it was handed over " + (exit == Verifier.HOLDS ? "holds" : "does not hold")
                        + " without the keys, says the offline verifier");
    }
}
