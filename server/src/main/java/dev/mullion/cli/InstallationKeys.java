package dev.mullion.cli;

import dev.mullion.keys.FolderKeyStore;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeyStore;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.MasterKey;
import dev.mullion.keys.RecoveryKit;
import dev.mullion.kms.Custody;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.ContextKeyCheck;
import dev.mullion.tenancy.DatabaseAccess.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Finds the keys of an installation, or makes them once. An installation of the first version, which had no key store,
 * is recognised by its database and nothing is written before the database has taken its keys.
 */
final class InstallationKeys {

    private final Settings settings;
    private final Custody custody;
    private final Clock clock;
    private final KeyStore store;

    private InstallationKeys(Settings settings, Custody custody, Clock clock) {
        this.settings = settings;
        this.custody = custody;
        this.clock = clock;
        this.store = new FolderKeyStore(settings.custody().store());
    }

    static InstallationKeys of(Settings settings, Clock clock) {
        return new InstallationKeys(settings, Custody.of(settings), clock);
    }

    /** For who only looks: nothing is made or written. */
    KeyRing asTheyAre() {
        return KeyRing.isIn(store) ? open() : ofFirstVersion();
    }

    /** The name of what wraps new keys. */
    String source() {
        return custody.sources().own().name();
    }

    RecoveryKit kit() {
        return new RecoveryKit(store, custody.sources(), clock);
    }

    /** Writes the kit of whatever wraps the keys. */
    void writeKit(Path file) {
        kit().write(custody.master(), file);
    }

    /** What opens the embedded database. */
    KeyRing toOpenTheEmbedded() {
        if (KeyRing.isIn(store)) {
            return open();
        }
        boolean isOfFirstVersion = Files.exists(settings.data().resolve("postgres"));
        return isOfFirstVersion ? ofFirstVersion() : KeyRing.found(custody.sources(), store);
    }

    /** The keys for good, once the embedded database was opened with what {@link #toOpenTheEmbedded} gave. */
    KeyRing kept() {
        return KeyRing.isIn(store) ? open() : KeyRing.keptIn(store, custody.sources(), master(), clock.instant());
    }

    /** The keys that a database of the operator's own was set up with. */
    KeyRing ofOutside(String url, Login login) {
        KeyRing keys = KeyRing.isIn(store) ? open() : ofFirstVersion();
        if (!ContextKeyCheck.holds(url, login, keys.installation(KeyLabel.DATABASE_CONTEXT), clock)) {
            throw new KeysUnavailable(
                    KeysUnavailable.Reason.WRONG_KEY,
                    "the database was set up with other keys than those in "
                            + settings.custody().store()
                            + "; name the right folder in MULLION_KEY_STORE and the right file in"
                            + " MULLION_MASTER_KEY_FILE, nothing was overwritten");
        }
        return kept();
    }

    /** The keys of a database that is about to be migrated; new ones where it has nothing in it yet. */
    KeyRing toMigrate(boolean isNew, String url, Login owner) {
        if (!isNew) {
            return ofOutside(url, owner);
        }
        return KeyRing.isIn(store) ? open() : KeyRing.found(custody.sources(), store);
    }

    private KeyRing open() {
        return KeyRing.open(custody.sources(), store);
    }

    private KeyRing ofFirstVersion() {
        return new KeyRing(master());
    }

    /** What the first version derived came from the master key itself, so that key must be at hand once more. */
    private MasterKey master() {
        return custody.master()
                .orElseThrow(() -> new KeysUnavailable(
                        KeysUnavailable.Reason.MISSING,
                        "there is data, and no key store at "
                                + settings.custody().store()
                                + ": name the right folder in MULLION_KEY_STORE; an installation of the first version"
                                + " starts once more with its MULLION_MASTER_KEY_FILE, and then changes to the KMS with"
                                + " bin/mullion key rotate --master"));
    }
}
