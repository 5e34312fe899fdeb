package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.verifier.Verifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server exports, judged by the program that knows nothing of the server. */
class OfflineProofTest {

    private static final int WRITERS = 8;
    private static final int TOGETHER = 20;

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final Workspaces workspaces = server.bean(Workspaces.class);

    @TempDir
    private Path folder;

    private record Judged(int exit, String said) {}

    @Test
    @Attack({"audit-13", "audit-35"})
    void aBundleHoldsAcrossRotationsAndAgainstAKeptCheckpoint() throws IOException {
        record(300);
        Path kept = Files.writeString(
                folder.resolve("kept"),
                server.bean(Checkpoints.class)
                        .sign(workspace.id())
                        .orElseThrow()
                        .note());
        String second = server.bean(KeyRotation.class).run(workspace.id(), Actor.OPERATOR);
        record(20);
        server.bean(KeyRotation.class).run(workspace.id(), Actor.OPERATOR);
        record(5);
        server.bean(Erasure.class).of(workspace.id(), "per_9", Actor.OPERATOR);
        Path bundle = export();

        assertThat(judge(bundle, "--kept", kept.toString())).satisfies(judged -> {
            assertThat(judged.said()).as("what the verifier says").isNotBlank();
            assertThat(judged.exit()).as(judged.said()).isEqualTo(Verifier.HOLDS);
        });
        assertThat(judge(bundle, "--key", second).exit()).isEqualTo(Verifier.HOLDS);
    }

    @Test
    @Attack("audit-35")
    void aBundleWithOneCharacterChangedDoesNotHold() throws IOException {
        record(40);
        String bundle = Files.readString(export());
        int line = bundle.indexOf("\nevent ", bundle.indexOf("\nevent ") + 1) + 60;
        char other = bundle.charAt(line) == 'A' ? 'B' : 'A';
        Path changed = Files.writeString(
                folder.resolve("changed"), bundle.substring(0, line) + other + bundle.substring(line + 1));

        assertThat(judge(changed).exit()).isNotEqualTo(Verifier.HOLDS);
    }

    @Test
    void everySingleProofHolds() throws IOException {
        record(270);
        for (long index : List.of(0L, 1L, 127L, 255L, 256L, 257L, 270L)) {
            String proof = server.bean(Proofs.class).of(workspace.id(), index).orElseThrow();
            Path file = Files.writeString(folder.resolve("proof-" + index), proof);
            Judged judged = judge(file);
            assertThat(judged.exit()).as(judged.said()).isEqualTo(Verifier.HOLDS);
        }
        assertThat(server.bean(Proofs.class).of(workspace.id(), 100_000)).isEmpty();
        assertThat(server.bean(Proofs.class).of(workspace.id(), -1)).isEmpty();
    }

    /** As fast as eight writers of one workspace can; how fast that was is said, and asserted nowhere. */
    @Test
    @Attack("audit-26")
    void anExportIsCompleteWhileEventsArrive() throws Exception {
        record(50);
        var enough = new AtomicBoolean();
        var written = new AtomicLong();
        long begun = System.nanoTime();
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<Boolean>> running = new ArrayList<>();
            IntStream.range(0, WRITERS)
                    .forEach(_ -> running.add(writers.submit(() -> {
                        while (!enough.get()) {
                            AuditConcurrency.patiently(() -> record(TOGETHER));
                            written.addAndGet(TOGETHER);
                        }
                        return true;
                    })));
            try {
                for (int export = 0; export < 5; export++) {
                    long before = size();
                    Path bundle = patientExport();
                    long after = size();
                    Judged judged = judge(bundle);
                    assertThat(judged.exit()).as(judged.said()).isEqualTo(Verifier.HOLDS);
                    // Everything up to the export's own event is in it, and nothing that came later is missing in
                    // between.
                    assertThat(events(bundle)).isGreaterThan(before).isLessThanOrEqualTo(after);
                }
            } finally {
                enough.set(true);
            }
            for (Future<Boolean> writer : running) {
                assertThat(writer.get()).isTrue();
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%d events a second arrived while five exports were taken%n", Math.round(written.get() / seconds));
    }

    /** The writers leave an export no connection now and then. */
    private Path patientExport() {
        AtomicReference<Path> made = new AtomicReference<>();
        AuditConcurrency.patiently(() -> {
            try {
                made.set(export());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return made.get();
    }

    private long size() {
        AtomicLong size = new AtomicLong();
        AuditConcurrency.patiently(() -> size.set(workspaces.within(
                workspace.id(), () -> server.bean(Checkpoints.class).size())));
        return size.get();
    }

    /** The places of a bundle, which are dense: the verifier has said so by then. */
    private static long events(Path bundle) throws IOException {
        try (Stream<String> lines = Files.lines(bundle)) {
            return lines.filter(line -> line.startsWith("event ")).count();
        }
    }

    @Test
    void theFileOfPublishedCheckpointsHolds() {
        for (int round = 0; round < 3; round++) {
            record(7);
            server.bean(Checkpoints.class).sign(workspace.id());
        }

        Judged judged = judge(server.bean(Published.class).file(workspace.id()));
        assertThat(judged.exit()).as(judged.said()).isEqualTo(Verifier.HOLDS);
    }

    private void record(int events) {
        workspaces.within(workspace.id(), () -> {
            IntStream.rangeClosed(1, events)
                    .forEach(number -> server.bean(AuditTrail.class)
                            .record(new AuditEvent(
                                    AuditAction.PERSON_ADDED, Actor.OPERATOR, "per_" + number, "number " + number)));
            return true;
        });
    }

    private Path export() throws IOException {
        Path file = Files.createTempFile(folder, "log", ".mullion-audit");
        try (OutputStream out = Files.newOutputStream(file)) {
            server.bean(Exports.class)
                    .prepare(workspace.id(), Actor.OPERATOR, ExportFormat.BUNDLE, AuditFilter.ALL)
                    .write(out);
        }
        return file;
    }

    private static Judged judge(Path file, String... options) {
        List<String> words = new ArrayList<>(List.of(file.toString()));
        words.addAll(List.of(options));
        var said = new ByteArrayOutputStream();
        var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = Verifier.run(words, stream, stream);
        return new Judged(exit, said.toString(StandardCharsets.UTF_8));
    }
}
