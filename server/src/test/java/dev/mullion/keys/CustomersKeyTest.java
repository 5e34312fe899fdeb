package dev.mullion.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.keys.KeysUnavailable.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomersKeyTest {

    private static final byte[] TEXT = "a vendor's token".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CONTEXT = {1};

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final UUID workspace = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @TempDir
    private Path folder;

    private SwitchedKey customers;
    private volatile boolean away;
    private volatile boolean onlyWraps;
    private KeySets sets;
    private byte[] sealed;

    @BeforeEach
    void aWorkspaceBehindAKeyOfItsOwn() {
        customers = new SwitchedKey(MasterKey.create(folder.resolve("customers.key")));
        KeySources sources = KeySources.of(
                FileSource.of(MasterKey.create(folder.resolve("ours.key"))),
                name -> name.equals(customers.name()) ? Optional.of(new Watched()) : Optional.empty());
        KeyStore store = new FolderKeyStore(folder.resolve("keys"));
        sets = new KeySets(store, sources, Root.random(), now::get);
        sets.create(workspace);
        sets.create(other);
        sealed = sets.of(workspace).seal(Part.WORKER, TEXT, CONTEXT);
        assertThat(sets.bind(workspace, SwitchedKey.NAME)).isTrue();
    }

    @Test
    void opensWhatWasSealedBeforeAndNamesItsKey() {
        assertThat(sets.of(workspace).open(Part.WORKER, 1, sealed, CONTEXT)).isEqualTo(TEXT);
        assertThat(sets.bound()).isEqualTo(Map.of(workspace, SwitchedKey.NAME));
        assertThat(sets.bind(workspace, SwitchedKey.NAME)).as("a second time").isFalse();
        assertThat(sets.release(workspace)).isTrue();
        assertThat(sets.bound()).isEmpty();
    }

    @Test
    @Attack("secrets-22")
    void locksWithinAMinuteOfTheRefusalWhileOthersGoOn() {
        sets.of(workspace);
        customers.switchOff();

        now.addAndGet(Duration.ofSeconds(40).toNanos());
        assertThat(sets.shut(workspace)).isEmpty();
        now.addAndGet(Duration.ofSeconds(21).toNanos());
        assertThat(sets.shut(workspace)).contains(Reason.LOCKED);
        assertThat(sets.shut(other)).isEmpty();
        refuses(Reason.LOCKED, () -> sets.release(workspace));
        refuses(Reason.LOCKED, () -> sets.addVersion(workspace));

        customers.switchOn();
        assertThat(sets.ask(workspace).open(Part.WORKER, 1, sealed, CONTEXT)).isEqualTo(TEXT);
    }

    @Test
    @Attack("secrets-21")
    void goesOnForAQuarterOfAnHourAndNotForEverWhenNobodyAnswers() {
        sets.of(workspace);
        away = true;

        now.addAndGet(KeySets.MEMORY.plusSeconds(1).toNanos());
        assertThat(sets.of(workspace).open(Part.WORKER, 1, sealed, CONTEXT)).isEqualTo(TEXT);
        now.addAndGet(KeySets.GRACE.toNanos());
        refuses(Reason.UNREACHABLE, () -> sets.of(workspace));
        assertThat(sets.of(other).version()).isEqualTo(1);
    }

    @Test
    @Attack({"secrets-21", "secrets-22"})
    void staysLockedWhenItsServiceFallsSilentAndIsShutWhereNobodyKnows() {
        customers.switchOff();
        refuses(Reason.LOCKED, () -> sets.ask(workspace));
        away = true;

        refuses(Reason.LOCKED, () -> sets.ask(workspace));
        assertThat(sets.shut(workspace)).contains(Reason.LOCKED);
        sets.forget(workspace);
        assertThat(sets.shut(workspace))
                .as("after a start, with the service away")
                .contains(Reason.UNREACHABLE);

        away = false;
        customers.switchOn();
        assertThat(sets.ask(workspace).version()).isEqualTo(1);
        assertThat(sets.shut(workspace)).isEmpty();
    }

    @Test
    @Attack("secrets-21")
    void nobodyWaitsForASilentServiceTwice() {
        away = true;
        sets.forget(workspace);
        refuses(Reason.UNREACHABLE, () -> sets.of(workspace));
        int before = asked.get();

        for (int use = 0; use < 100; use++) {
            refuses(Reason.UNREACHABLE, () -> sets.of(workspace));
        }

        assertThat(asked.get()).as("within two seconds of the failure").isEqualTo(before);
    }

    @Test
    void isStillBoundWhenARotationOfTheMasterKeyMeetsItHalfWay() {
        KeySource successor = FileSource.of(MasterKey.create(folder.resolve("next.key")));

        assertThat(sets.wrapBy(workspace, successor, source -> source.startsWith("file:")))
                .isFalse();

        assertThat(sets.bound()).containsKey(workspace);
    }

    @Test
    void aDamagedEntryHidesNobodyElsesKey() {
        KeyStore store = new FolderKeyStore(folder.resolve("keys"));
        String name = "wsp_" + other;
        store.put(name, store.read(name).orElseThrow(), "damaged");

        assertThat(sets.bound()).containsOnlyKeys(workspace);
    }

    @Test
    @Attack("secrets-22")
    void asksAgainAfterSoManyUses() {
        sets.of(workspace);
        int before = asked.get();

        for (int use = 0; use < 100_000; use++) {
            sets.of(workspace);
        }
        assertThat(asked.get()).isEqualTo(before);
        sets.of(workspace);
        assertThat(asked.get()).isGreaterThan(before);
    }

    @Test
    void isNotBoundToAKeyThatWrapsAndDoesNotUnwrap() {
        sets.release(workspace);
        onlyWraps = true;

        refuses(Reason.LOCKED, () -> sets.bind(workspace, SwitchedKey.NAME));

        assertThat(sets.sourceOf(workspace)).startsWith("file:");
        assertThat(sets.of(workspace).open(Part.WORKER, 1, sealed, CONTEXT)).isEqualTo(TEXT);
    }

    @Test
    @Attack("secrets-25")
    void isErasedAlthoughItIsLocked() {
        customers.switchOff();

        sets.destroy(workspace);

        refuses(Reason.DESTROYED, () -> sets.of(workspace));
    }

    private static void refuses(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        KeysUnavailable.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    /** Counts what is asked of the customer's key, and may not answer at all. */
    private final class Watched implements KeySource {
        @Override
        public String name() {
            return customers.name();
        }

        @Override
        public boolean opens(Part part) {
            return true;
        }

        @Override
        public KeySource ofWebAlone() {
            return this;
        }

        @Override
        public byte[] wrap(byte[] plain, WrapContext context) {
            return customers.wrap(plain, context);
        }

        @Override
        public byte[] unwrapped(byte[] wrapped, WrapContext context) {
            asked.incrementAndGet();
            if (away || onlyWraps) {
                throw new KeysUnavailable(away ? Reason.UNREACHABLE : Reason.LOCKED, "not now");
            }
            return customers.unwrapped(wrapped, context);
        }
    }
}
