package dev.mullion.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.ExportFormat;
import dev.mullion.audit.Exports;
import dev.mullion.audit.LogCheck;
import dev.mullion.keys.FileSource;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeySources;
import dev.mullion.keys.MasterKey;
import dev.mullion.keys.MasterRotation;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.TestTenancy;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.verifier.Verifier;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process is killed while it appends, signs, publishes and rotates every kind of key, and another goes on. */
class KilledProcessTest {

    private static final int KILLS = Boolean.getBoolean("mullion.long") ? 100 : 4;
    private static final int MOST_LINES = Boolean.getBoolean("mullion.long") ? 300 : 60;
    private static final Purpose TEST = new Purpose("of-a-test", Actor.OPERATOR);

    @TempDir
    private Path data;

    private final Random random = new Random(20_261_122);
    private final List<String> events = new ArrayList<>();
    private final List<String> checkpoints = new ArrayList<>();
    private final Map<Integer, String> secrets = new HashMap<>();
    private Restarted.Place place;

    @BeforeEach
    void anInstallationWithTwoMasterKeys() {
        MasterKey.create(data.resolve("master-1.key"));
        KeySources sources = KeySources.of(FileSource.of(MasterKey.create(data.resolve("master-0.key"))));
        TestPostgres.Database database = TestPostgres.createDatabase("killed");
        var none = new Restarted.Place(database, data, new dev.mullion.tenancy.WorkspaceId(new java.util.UUID(0, 0)));
        KeyRing keys = KeyRing.found(sources, none.store());
        try (TestTenancy tenancy = TestTenancy.on(database, keys)) {
            place = new Restarted.Place(database, data, tenancy.newWorkspace().id());
        }
    }

    @Test
    @Attack({"audit-16", "secrets-18"})
    void losesNothingThatWasAcknowledgedWhereverItIsKilled() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            remember(killed(kill));
            try (Restarted here = new Restarted(place)) {
                everyAcknowledgedEventStandsThereOnce(here, kill);
                everySecretOpens(here, kill);
                theLogHoldsAndWhatWasPublishedIsItsStory(here);
                everyRotationIsFinishedByRunningItAgain(here, kill);
                everySecretOpens(here, kill);
            }
            try (Restarted later = new Restarted(place)) {
                everySecretOpens(later, kill);
                theExportHoldsAgainstWhatWasPublished(later);
            }
        }
        assertThat(events).hasSizeGreaterThan(KILLS);
        assertThat(checkpoints).isNotEmpty();
    }

    /**
     * At a moment that chance chooses: some milliseconds after it has said so many things, however slow the machine is;
     * every fourth time before it could say anything, and every fourth not before it had published a checkpoint.
     */
    private List<String> killed(int round) throws IOException, InterruptedException {
        Path errors = data.resolve("errors-" + round);
        Process process = start(round, errors);
        var patience = new CountDownLatch(round % 4 == 3 ? 0 : random.nextInt(20, MOST_LINES));
        var published = new CountDownLatch(round % 4 == 0 ? 1 : 0);
        try {
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            assertThat(output.readLine()).as(Files.readString(errors)).isEqualTo("ready .");
            var said = CompletableFuture.supplyAsync(() -> linesUntilTheEnd(output, patience, published));
            assertThat(patience.await(60, TimeUnit.SECONDS) && published.await(60, TimeUnit.SECONDS))
                    .as("it goes on, or said why not: %s", Files.readString(errors))
                    .isTrue();
            assertThat(process.waitFor(random.nextLong(0, 60), TimeUnit.MILLISECONDS))
                    .as("ended by itself: %s", Files.readString(errors))
                    .isFalse();
            process.destroyForcibly().waitFor();
            return said.join().stream()
                    .filter(line -> line.endsWith(" ."))
                    .map(line -> line.substring(0, line.length() - 2))
                    .toList();
        } finally {
            process.destroyForcibly();
        }
    }

    /** What a killed process says last may be lost with it: whoever reads it finds the stream closed. */
    private static List<String> linesUntilTheEnd(
            BufferedReader output, CountDownLatch patience, CountDownLatch published) {
        List<String> lines = new ArrayList<>();
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                patience.countDown();
                if (line.startsWith("checkpoint ") && line.endsWith(" .")) {
                    published.countDown();
                }
            }
        } catch (IOException _) {
            // The end, as said above.
        }
        return lines;
    }

    private Process start(int round, Path errors) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Killed.class.getName()));
        command.addAll(List.of(place.words()));
        command.add(Integer.toString(round));
        return new ProcessBuilder(command).redirectError(errors.toFile()).start();
    }

    private void remember(List<String> said) {
        for (String line : said) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "event" -> events.add(words[1]);
                case "checkpoint" -> checkpoints.add(words[1] + "\n" + words[2] + "\n");
                case "secret" -> secrets.put(Integer.valueOf(words[1]), words[2]);
                default -> {
                    // What a rotation says is there to be read where a round fails.
                }
            }
        }
    }

    private void everyAcknowledgedEventStandsThereOnce(Restarted here, int round) {
        Map<String, Long> stored = here.bean(Workspaces.class)
                .within(
                        place.workspace(),
                        () -> here.bean(TenantSql.class).sql("""
                        select convert_from(payload, 'UTF8')
                          from audit_entry
                         where workspace_id = :workspace
                           and verb = 'connection.changed'
                        """).query((row, _) -> row.getString(1)).list().stream()
                                .map(payload -> payload.strip().substring("detail=".length()))
                                .collect(Collectors.groupingBy(detail -> detail, Collectors.counting())));
        assertThat(stored.values()).as("no event twice").allMatch(count -> count == 1);
        assertThat(stored.keySet()).as("round %d", round).containsAll(events);
        assertThat(stored.size() - events.size())
                .as("written and not acknowledged: at most one of each writer and round")
                .isBetween(0, 2 * (round + 1));
    }

    /** The newest that was acknowledged, or the one that was being written when it was killed. */
    private void everySecretOpens(Restarted here, int round) {
        here.bean(Workspaces.class).within(place.workspace(), () -> {
            secrets.forEach((number, acknowledged) -> {
                String found = here.bean(Vault.class)
                        .open(
                                Killed.secret(number),
                                TEST,
                                secret -> secret.expose(bytes -> new String(bytes, StandardCharsets.UTF_8)));
                assertThat(found.equals(acknowledged) || isNewer(found, acknowledged, number, round))
                        .as("%s is there, %s was acknowledged", found, acknowledged)
                        .isTrue();
                secrets.put(number, found);
            });
            return true;
        });
    }

    private static boolean isNewer(String found, String acknowledged, int number, int round) {
        int written = Integer.parseInt(found.split("-", 2)[1]);
        boolean ofThisRound = acknowledged.startsWith(round + "-");
        return found.startsWith(round + "-")
                && written % Killed.SECRETS == number
                && (!ofThisRound || written > Integer.parseInt(acknowledged.split("-", 2)[1]));
    }

    private void theLogHoldsAndWhatWasPublishedIsItsStory(Restarted here) throws IOException {
        assertThat(here.bean(LogCheck.class).run(place.workspace())).isInstanceOf(LogCheck.Found.Holds.class);
        String published = Files.exists(place.published()) ? Files.readString(place.published()) : "";
        assertThat(published).as("every checkpoint, whole, in order").isEqualTo(signed(here));
        assertThat(checkpoints).as("told, so published").allMatch(published::contains);
        if (!published.isEmpty()) {
            judged(Verifier.HOLDS, place.published());
        }
    }

    private String signed(Restarted here) {
        return here.bean(Workspaces.class)
                .within(
                        place.workspace(),
                        () -> here.bean(TenantSql.class).sql("""
                        select note
                          from audit_checkpoint
                         where workspace_id = :workspace
                         order by size
                        """).query((row, _) -> row.getString(1)).list().stream()
                                .collect(Collectors.joining()));
    }

    private void everyRotationIsFinishedByRunningItAgain(Restarted here, int round) throws IOException {
        SealingRotation sealing = here.bean(SealingRotation.class);
        SealingRotation.Progress done = sealing.rotate(place.workspace(), Actor.OPERATOR, _ -> {});
        assertThat(done.left()).isZero();
        sealing.retire(place.workspace(), Actor.OPERATOR);
        sealing.retire(place.workspace(), Actor.OPERATOR);

        MasterKey target = place.master(round % 2);
        MasterRotation wrapping = here.bean(KeyRing.class).masterRotation();
        Map<String, Integer> counts = wrapping.rotateTo(FileSource.of(target), _ -> {});
        assertThat(counts).isEqualTo(Map.of("file:" + target.fingerprint(), 2));
        assertThat(wrapping.rotateTo(FileSource.of(target), _ -> {})).isEqualTo(counts);
        assertThat(MasterRotation.isUnderWay(place.store())).isFalse();
        assertThat(filesThatName(place.master((round + 1) % 2).fingerprint()))
                .as("files with something under the other master key")
                .isEmpty();
    }

    private List<Path> filesThatName(String fingerprint) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("keys"))) {
            List<Path> found = new ArrayList<>();
            for (Path file : files.toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(fingerprint)) {
                    found.add(file);
                }
            }
            return found;
        }
    }

    private void theExportHoldsAgainstWhatWasPublished(Restarted here) throws IOException {
        Path bundle = data.resolve("log.mullion-audit");
        try (OutputStream out = Files.newOutputStream(bundle)) {
            here.bean(Exports.class)
                    .prepare(place.workspace(), Actor.OPERATOR, ExportFormat.BUNDLE, AuditFilter.ALL)
                    .write(out);
        }
        judged(Verifier.HOLDS, bundle, "--kept", place.published().toString());
    }

    private static void judged(int expected, Path file, String... options) {
        List<String> words = new ArrayList<>(List.of(file.toString()));
        words.addAll(List.of(options));
        var said = new ByteArrayOutputStream();
        var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = Verifier.run(words, stream, stream);
        assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
    }
}
