package dev.mullion.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No sealing uses what another used. Nothing is counted or kept between two of them: each draws its salt and its nonce
 * when it begins, so there is no state in memory that a snapshot of the machine, brought back, would use again.
 */
class SealingNoncesTest {

    private static final int THREADS = 16;
    private static final int SEALINGS = Boolean.getBoolean("mullion.long") ? 1_000_000 : 64_000;

    /** Behind the check value: the salt of the message's own key, then the nonce under that key. */
    private static final int SALT = 32;

    private static final int NONCE = SALT + 12;

    private static final byte[] TEXT = "token".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTEXT = "one place".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    /** Eight of the twelve bytes of each are compared: two of 10^6 agree in them by chance once in 37 million runs. */
    @Test
    @Attack("secrets-8")
    void sixteenThreadsNeverDrawTheSameSaltOrNonce() throws ExecutionException, InterruptedException {
        UUID workspace = UUID.randomUUID();
        KeyRing keys = KeyRing.found(
                KeySources.of(FileSource.of(MasterKey.create(folder.resolve("master.key")))),
                new FolderKeyStore(folder.resolve("keys")));
        keys.create(workspace);
        WorkspaceKeys own = keys.sets().of(workspace);

        List<byte[]> sealed = new ArrayList<>(SEALINGS);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<byte[]>>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                running.add(threads.submit(() -> IntStream.range(0, SEALINGS / THREADS)
                        .mapToObj(_ -> Arrays.copyOf(own.seal(Part.WORKER, TEXT, CONTEXT), NONCE + 12))
                        .toList()));
            }
            for (Future<List<byte[]>> done : running) {
                sealed.addAll(done.get());
            }
        }

        assertThat(sealed).hasSize(SEALINGS);
        assertThat(distinct(sealed, SALT)).isEqualTo(SEALINGS);
        assertThat(distinct(sealed, NONCE)).isEqualTo(SEALINGS);
    }

    /**
     * What the sealing library draws from is Java's default, which reads the operating system's and is never seeded.
     */
    @Test
    @Attack("secrets-8")
    void drawsFromTheOperatingSystem() {
        assertThat(new SecureRandom().getAlgorithm()).isEqualTo("NativePRNG");
    }

    private static long distinct(List<byte[]> sealed, int from) {
        return sealed.stream()
                .mapToLong(bytes -> ByteBuffer.wrap(bytes).getLong(from))
                .distinct()
                .count();
    }
}
