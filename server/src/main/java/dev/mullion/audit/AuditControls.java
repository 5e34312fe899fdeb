package dev.mullion.audit;

import dev.mullion.checks.Check;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.trust.Control;
import dev.mullion.trust.Finding;
import dev.mullion.verifier.Verifier;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Exports the log of workspaces chosen by chance and hands it to the offline verifier, as a customer would. */
@Configuration(proxyBeanMethods = false)
class AuditControls {

    static final int SAMPLES = 3;

    /** A sample takes seconds; a longer log is left to {@code verify audit}. */
    static final long MOST_EVENTS = 50_000;

    @Bean
    Control logsAreVerifiedOffline(Workspaces workspaces, Checkpoints checkpoints, Bundles bundles) {
        return Control.of("P33", () -> sample(workspaces, checkpoints, bundles));
    }

    static Finding sample(Workspaces workspaces, Checkpoints checkpoints, Bundles bundles) {
        List<Workspace> chosen = new ArrayList<>(workspaces.list().stream()
                .filter(workspace -> workspace.state() == Workspace.State.ACTIVE)
                .toList());
        Collections.shuffle(chosen, java.util.Random.from(RandomGenerator.getDefault()));
        List<Check> judged = new ArrayList<>();
        List<Check> untried = new ArrayList<>();
        for (Workspace workspace : chosen) {
            if (judged.size() < SAMPLES) {
                sample("sample." + (judged.size() + 1), workspace.id(), workspaces, checkpoints, bundles)
                        .ifPresent(check -> (check.outcome() == Check.Outcome.PARTIAL ? untried : judged).add(check));
            }
        }
        untried.stream()
                .limit(1)
                .map(first -> Check.partial("sample.untried", first.detail()))
                .forEach(judged::add);
        return judged.isEmpty()
                ? new Finding.Off("no workspace has a log of up to " + MOST_EVENTS + " events yet")
                : new Finding.Tried(judged);
    }

    /** Empty where the log has nothing yet, or too much for a sample. */
    private static Optional<Check> sample(
            String name, WorkspaceId workspace, Workspaces workspaces, Checkpoints checkpoints, Bundles bundles) {
        try {
            return Untried.or(name, () -> {
                long size = workspaces.within(workspace, checkpoints::size);
                return size > 0 && size <= MOST_EVENTS
                        ? Optional.of(verified(name, workspace, bundles))
                        : Optional.empty();
            });
        } catch (RuntimeException broken) {
            // It says nothing of the other logs of the sample; what broke is a finding, and the server's log has it.
            return Optional.of(Check.attempt(name, () -> {
                throw broken;
            }));
        }
    }

    /** The file is the owner's alone and gone afterwards. */
    private static Check verified(String name, WorkspaceId workspace, Bundles bundles) {
        try {
            Path file = Files.createTempFile("mullion-sample", ".mullion-audit");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                bundles.prepare(workspace, Exports.Kept.NONE).write(out);
                out.flush();
                var said = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
                int exit = Verifier.run(List.of(file.toString()), said, said);
                // The page is public, so no size of anybody's log is told.
                return exit == Verifier.HOLDS
                        ? Check.ok(name, "the export of a log holds, says the offline verifier")
                        : Check.failed(name, "the export of a log does not hold: the verifier ended with " + exit);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return Check.failed(
                    name,
                    "an export could not be written or read: " + e.getClass().getSimpleName());
        }
    }
}
