package dev.mullion.bench.audit;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.Checkpoints;
import dev.mullion.audit.ExportFormat;
import dev.mullion.audit.Exports;
import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.machine.MullionModules;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.verifier.Verifier;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Logs that are filled quickly, exported, and judged by the offline verifier. */
final class Logs {

    private static final int AT_ONCE = 500;
    private static final Actor ACTOR = new Actor(Actor.Kind.PERSON, "per_0198f2ab-77c1-7d3e-9a55-000000000001");

    private final Workspaces workspaces;
    private final AuditTrail trail;
    private final Checkpoints checkpoints;
    private final Exports exports;

    Logs(MullionModules modules) {
        workspaces = modules.bean(Workspaces.class);
        trail = modules.bean(AuditTrail.class);
        checkpoints = modules.bean(Checkpoints.class);
        exports = modules.bean(Exports.class);
    }

    WorkspaceId workspace(String slug) {
        return workspaces.create(new Slug(slug), slug, Workspace.Kind.CUSTOMER).id();
    }

    /** Many events a transaction: what is measured of this log is not how it came to be. */
    void fill(WorkspaceId workspace, int events, String about) {
        for (int done = 0; done < events; done += AT_ONCE) {
            int from = done;
            int until = Math.min(events, done + AT_ONCE);
            workspaces.within(workspace, () -> {
                for (int number = from; number < until; number++) {
                    trail.record(new AuditEvent(
                            AuditAction.PERMISSIONS_CHANGED, ACTOR, "per_" + number, about + Writing.detail(number)));
                }
                return true;
            });
        }
    }

    /** The same, signed after each so many events. */
    List<String> fillAndSign(WorkspaceId workspace, int events, int cadence, String about) {
        List<String> notes = new ArrayList<>();
        for (int done = 0; done < events; done += cadence) {
            fill(workspace, cadence, about);
            notes.add(sign(workspace));
        }
        return notes;
    }

    String sign(WorkspaceId workspace) {
        return checkpoints
                .sign(workspace)
                .orElseThrow(() -> new BenchmarkFailed("a log with events was not signed"))
                .note();
    }

    long size(WorkspaceId workspace) {
        return workspaces.within(workspace, checkpoints::size);
    }

    void export(WorkspaceId workspace, Path file) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            exports.prepare(workspace, Actor.system("bench"), ExportFormat.BUNDLE, AuditFilter.ALL)
                    .write(out);
        } catch (IOException e) {
            throw new BenchmarkFailed("an export cannot be written to " + file, e);
        }
    }

    /** Whether it holds, says the verifier; {@code options} as it takes them. */
    static boolean holds(Path file, String... options) {
        List<String> words = new ArrayList<>(List.of(file.toString()));
        words.addAll(List.of(options));
        var said = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return Verifier.run(words, said, said) == Verifier.HOLDS;
    }
}
