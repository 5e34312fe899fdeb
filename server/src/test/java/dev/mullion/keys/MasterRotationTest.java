package dev.mullion.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterRotationTest {

    private static final byte[] TEXT = "a vendor's token".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CONTEXT = {1, 2, 3};

    @TempDir
    private Path folder;

    private final List<UUID> workspaces = new ArrayList<>();
    private final List<byte[]> sealed = new ArrayList<>();
    private MasterKey old;
    private MasterKey next;

    @BeforeEach
    void twoMasterKeys() {
        old = MasterKey.create(folder.resolve("old.key"));
        next = MasterKey.create(folder.resolve("next.key"));
    }

    @Test
    void leavesNothingUnderTheOldKeyAndChangesNothingThatWasDerivedOrSealed() {
        KeyStore store = installation("plain");
        KeyRing keys = open(old, store);
        String derived = hex(keys.installation(KeyLabel.SESSION));

        Map<String, Integer> counts = keys.masterRotation().rotateTo(FileSource.of(next), _ -> {});

        assertThat(counts).isEqualTo(Map.of("file:" + next.fingerprint(), workspaces.size() + 2));
        assertThat(MasterRotation.isUnderWay(store)).isFalse();
        assertThat(hex(open(next, store).installation(KeyLabel.SESSION))).isEqualTo(derived);
        opensEverything(keys);
        opensEverything(open(next, store));
        assertThatThrownBy(() -> open(old, store))
                .isInstanceOf(KeysUnavailable.class)
                .hasMessageContaining("file:" + next.fingerprint());
        assertThat(keys.ofWebAlone().operator().open("vendor", Part.WEB)).contains(CONTEXT);
        assertThat(keys.ofWebAlone().operator().open("vendor", Part.WORKER)).isEmpty();
        UUID later = UUID.randomUUID();
        keys.create(later);
        assertThat(keys.sets().sourceOf(later)).isEqualTo("file:" + next.fingerprint());
    }

    /** After the first entry, every 20 from there, and at the end; the last one is the proof. */
    @Test
    void tellsHowFarItIs() {
        KeyStore store = installation("told");
        KeyRing keys = open(old, store);
        for (int i = 0; i < 45; i++) {
            keys.create(UUID.randomUUID());
        }
        int all = workspaces.size() + 45 + 2;
        String name = "file:" + next.fingerprint();
        List<Integer> done = new ArrayList<>();

        Map<String, Integer> counts = keys.masterRotation().rotateTo(FileSource.of(next), told -> {
            assertThat(told.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(all);
            done.add(told.getOrDefault(name, 0));
        });

        assertThat(done).isSorted().startsWith(1, 21, 41).endsWith(all);
        assertThat(counts).isEqualTo(Map.of(name, all));
    }

    /** Every write of the store is the last one once. */
    @Test
    @Attack("secrets-18")
    void losesNoKeyWhereverItIsStoppedAndFinishesWhenRunAgain() {
        int stops = 0;
        for (boolean wasStopped = true; wasStopped; stops++) {
            workspaces.clear();
            sealed.clear();
            KeyStore whole = installation("stopped-" + stops);
            wasStopped = isStopped(new Stopping(whole, stops + 1));

            KeyRing again = open(opens(old, whole) ? old : next, whole);
            opensEverything(again);
            assertThat(again.masterRotation().rotateTo(FileSource.of(next), _ -> {}))
                    .as("stopped at write %d", stops + 1)
                    .containsOnlyKeys("file:" + next.fingerprint());
            opensEverything(open(next, whole));
        }
        assertThat(stops).as("writes of a whole rotation").isGreaterThan(6);
    }

    private boolean isStopped(KeyStore store) {
        try {
            open(old, store).masterRotation().rotateTo(FileSource.of(next), _ -> {});
            return false;
        } catch (Stopped _) {
            return true;
        }
    }

    @Test
    void movesIntoAServiceAndOutAgainWhereverItIsStopped() {
        var service = new SwitchedKey(MasterKey.create(folder.resolve("service.key")));
        int stops = 0;
        for (boolean wasStopped = true; wasStopped; stops++) {
            workspaces.clear();
            sealed.clear();
            KeyStore whole = installation("moved-" + stops);
            wasStopped = isStopped(service, new Stopping(whole, stops + 1));

            KeyRing again = KeyRing.open(knowing(FileSource.of(old), service), whole);
            opensEverything(again);
            assertThat(again.masterRotation().rotateTo(service, _ -> {}))
                    .as("stopped at write %d", stops + 1)
                    .containsOnlyKeys(service.name());
            KeyRing out = KeyRing.open(knowing(service, service), whole);
            assertThat(out.masterRotation().rotateTo(FileSource.of(next), _ -> {}))
                    .containsOnlyKeys("file:" + next.fingerprint());
            opensEverything(open(next, whole));
        }
        assertThat(stops).as("writes of a whole move").isGreaterThan(5);
    }

    private boolean isStopped(KeySource service, KeyStore store) {
        try {
            KeyRing.open(knowing(FileSource.of(old), service), store)
                    .masterRotation()
                    .rotateTo(service, _ -> {});
            return false;
        } catch (Stopped _) {
            return true;
        }
    }

    private static KeySources knowing(KeySource own, KeySource service) {
        return KeySources.of(own, name -> name.equals(service.name()) ? Optional.of(service) : Optional.empty());
    }

    @Test
    void leavesAWorkspaceBehindTheKeyOfItsOwn() {
        var customers = new SwitchedKey(MasterKey.create(folder.resolve("customers.key")));
        KeyStore store = installation("bound");
        KeyRing keys = KeyRing.open(knowing(FileSource.of(old), customers), store);
        keys.sets().bind(workspaces.getFirst(), SwitchedKey.NAME);

        assertThat(keys.masterRotation().rotateTo(FileSource.of(next), _ -> {}))
                .isEqualTo(Map.of("file:" + next.fingerprint(), workspaces.size() + 1, customers.name(), 1));
        opensEverything(KeyRing.open(knowing(FileSource.of(next), customers), store));
    }

    @Test
    void aKitOpensTheInstallationAndIsOfOneKey() {
        KeyStore store = installation("kit");
        RecoveryKit kit = kitOf(FileSource.of(old), store);
        Path file = folder.resolve("kit.txt");
        assertThat(kit.isConfirmed()).isFalse();

        kit.write(Optional.of(old), file);
        assertThat(kit.isConfirmed()).isFalse();
        kit.confirm(file);

        assertThat(kit.isConfirmed()).isTrue();
        assertThat(kitOf(FileSource.of(next), store).isConfirmed()).isFalse();
        assertThatThrownBy(() -> kit.write(Optional.of(old), file)).isInstanceOf(UnusableMasterKey.class);
        assertThatThrownBy(() -> kit.confirm(folder.resolve("none.txt"))).isInstanceOf(UnusableMasterKey.class);
        open(old, store).masterRotation().rotateTo(FileSource.of(next), _ -> {});
        assertThat(kitOf(FileSource.of(next), store).isConfirmed()).isFalse();
        assertThatThrownBy(() -> kit.confirm(file)).isInstanceOf(KeysUnavailable.class);
    }

    @Test
    void aKitOfAServiceHoldsNoKeyAndOpensWithIt() throws IOException {
        var service = new SwitchedKey(MasterKey.create(folder.resolve("service.key")));
        KeyStore store = installation("kit-of-a-service");
        KeyRing.open(knowing(FileSource.of(old), service), store)
                .masterRotation()
                .rotateTo(service, _ -> {});
        RecoveryKit kit = kitOf(service, store);
        Path file = folder.resolve("service-kit.txt");

        kit.write(Optional.empty(), file);
        kit.confirm(file);

        assertThat(kit.isConfirmed()).isTrue();
        assertThat(Files.readString(file)).contains(service.name()).doesNotContain("mullion-master-key");
        assertThatThrownBy(() -> kitOf(FileSource.of(old), store).confirm(file)).isInstanceOf(UnusableMasterKey.class);
    }

    private static RecoveryKit kitOf(KeySource own, KeyStore store) {
        return new RecoveryKit(store, KeySources.of(own), Clock.systemUTC());
    }

    private KeyStore installation(String name) {
        KeyStore store = new FolderKeyStore(folder.resolve(name));
        KeyRing keys = KeyRing.found(KeySources.of(FileSource.of(old)), store);
        for (int i = 0; i < 3; i++) {
            UUID workspace = UUID.randomUUID();
            keys.create(workspace);
            workspaces.add(workspace);
            sealed.add(keys.sets().of(workspace).seal(Part.WORKER, TEXT, CONTEXT));
        }
        keys.operator().keep("vendor", CONTEXT, TEXT);
        return store;
    }

    private void opensEverything(KeyRing keys) {
        for (int i = 0; i < workspaces.size(); i++) {
            assertThat(keys.sets().of(workspaces.get(i)).open(Part.WORKER, 1, sealed.get(i), CONTEXT))
                    .isEqualTo(TEXT);
        }
        assertThat(keys.operator().open("vendor", Part.WORKER)).contains(TEXT);
        assertThat(keys.operator().open("vendor", Part.WEB)).contains(CONTEXT);
    }

    private static boolean opens(MasterKey master, KeyStore store) {
        try {
            open(master, store);
            return true;
        } catch (KeysUnavailable _) {
            return false;
        }
    }

    private static KeyRing open(MasterKey master, KeyStore store) {
        return KeyRing.open(KeySources.of(FileSource.of(master)), store);
    }

    private static String hex(DerivedKey key) {
        return key.expose(HexFormat.of()::formatHex);
    }

    private static final class Stopped extends RuntimeException {}

    /** A store whose process ends before its n-th write. */
    private static final class Stopping implements KeyStore {

        private final KeyStore store;
        private final int stop;
        private int writes;

        Stopping(KeyStore store, int stop) {
            this.store = store;
            this.stop = stop;
        }

        private void write() {
            if (++writes == stop) {
                throw new Stopped();
            }
        }

        @Override
        public Optional<String> read(String name) {
            return store.read(name);
        }

        @Override
        public boolean put(String name, @Nullable String expected, String content) {
            write();
            return store.put(name, expected, content);
        }

        @Override
        public void destroy(String name) {
            write();
            store.destroy(name);
        }

        @Override
        public void remove(String name) {
            write();
            store.remove(name);
        }

        @Override
        public void tidy() {
            store.tidy();
        }

        @Override
        public boolean isDestroyed(String name) {
            return store.isDestroyed(name);
        }

        @Override
        public List<String> names() {
            return store.names();
        }
    }
}
