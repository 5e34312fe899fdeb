package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.verifier.Verifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/audit.md says to do: copy the published file, let old events go, export and verify with the copy. */
@Attack("audit-37")
class KeptBeforePruningTest {

    private static final TestServer SERVER = TestServer.shared();
    private static final Pattern SIZE = Pattern.compile("^[1-9][0-9]*$", Pattern.MULTILINE);

    private final Workspace workspace = SERVER.newWorkspace();
    private final PastLog log = new PastLog(SERVER, workspace.id());

    @TempDir
    private Path folder;

    private record Judged(int exit, String said) {}

    @Test
    void aLogThatIsPrunedUpToANewKeyHoldsAgainstWhatTheOldOneSigned() throws IOException {
        log.record(daysAgo(700), 5);
        log.sign();
        log.rotateKey(daysAgo(650));
        log.record(daysAgo(30), 5);
        log.sign();
        log.keep(daysAgo(21), 400);
        long from = log.retention(Instant.now()).prune(workspace.id(), Actor.OPERATOR);
        String kept = Files.readString(SERVER.bean(Published.class).file(workspace.id()));
        assertThat(kept).as("signed by the key before").contains("\n" + from + "\n");

        assertThat(judged(kept)).satisfies(judged -> {
            assertThat(judged.said()).contains("kept checkpoints: ").doesNotContain("compared with nothing");
            assertThat(judged.exit()).as(judged.said()).isEqualTo(Verifier.HOLDS);
        });

        String another = kept.replaceFirst("(\n" + from + "\n)[^\n]+", "$1" + "A".repeat(43) + "=");
        assertThat(judged(another).said()).contains("rewritten at").endsWith("result    does not hold\n");
    }

    @Test
    void aLogWithMoreCheckpointsThanABundleLeadsOnFromHolds() throws IOException {
        for (int checkpoint = 0; checkpoint < Bundles.MOST_PROOFS + 10; checkpoint++) {
            log.record(daysAgo(700), 1);
            log.sign();
        }
        log.record(daysAgo(30), 5);
        log.sign();
        log.keep(daysAgo(21), 400);
        assertThat(log.retention(Instant.now()).prune(workspace.id(), Actor.OPERATOR))
                .isGreaterThan(Bundles.MOST_PROOFS);
        String kept = Files.readString(SERVER.bean(Published.class).file(workspace.id()));

        assertThat(judged(kept)).satisfies(judged -> {
            assertThat(judged.said()).contains("older ones were compared with nothing");
            assertThat(judged.exit()).as(judged.said()).isEqualTo(Verifier.HOLDS);
        });

        String oldest =
                kept.substring(0, kept.indexOf("\n" + kept.lines().findFirst().orElseThrow() + "\n") + 1);
        assertThat(judged(oldest).said())
                .as("by themselves they are compared")
                .contains("kept checkpoints: 1;")
                .endsWith("result    holds\n");
        String contradicting = kept.replaceFirst("(\n900\n)[^\n]+", "$1" + "A".repeat(43) + "=");
        assertThat(judged(contradicting).said()).contains("rewritten at #900");
    }

    private Judged judged(String kept) throws IOException {
        Path notes = Files.writeString(folder.resolve("kept"), kept);
        Path bundle = Files.createTempFile(folder, "log", ".mullion-audit");
        var sizes = SIZE.matcher(kept)
                .results()
                .map(size -> Long.valueOf(size.group()))
                .collect(Collectors.toSet());
        try (OutputStream out = Files.newOutputStream(bundle)) {
            SERVER.bean(Exports.class)
                    .prepare(
                            workspace.id(),
                            Actor.OPERATOR,
                            ExportFormat.BUNDLE,
                            AuditFilter.ALL,
                            Exports.Kept.of(sizes))
                    .write(out);
        }
        var said = new ByteArrayOutputStream();
        var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = Verifier.run(List.of(bundle.toString(), "--kept", notes.toString()), stream, stream);
        return new Judged(exit, said.toString(StandardCharsets.UTF_8));
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }
}
