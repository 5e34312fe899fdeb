package dev.mullion.cli;

import dev.mullion.keys.FileSource;
import dev.mullion.keys.FolderKeyStore;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeySources;
import dev.mullion.keys.KeyStore;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.MasterKey;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.ContextKeyCheck;
import dev.mullion.tenancy.DatabaseAccess.Login;
import java.nio.file.Files;
import java.time.Clock;

/**
 * Finds the keys of an installation, or makes them once. An installation of the first version, which had no key store,
 * is recognised by its database and nothing is written before the database has taken its keys.
 */
final class InstallationKeys {

    private final Settings settings;
    private final MasterKey master;
    private final Clock clock;
    private final KeyStore store;
    private final KeySources sources;

    private InstallationKeys(Settings settings, MasterKey master, Clock clock) {
        this.settings = settings;
        this.master = master;
        this.clock = clock;
        this.store = new FolderKeyStore(settings.custody().store());
        this.sources =
                KeySources.of(settings.custody().isWorker() ? FileSource.of(master) : FileSource.ofWebAlone(master));
    }

    static InstallationKeys of(Settings settings, MasterKey master, Clock clock) {
        return new InstallationKeys(settings, master, clock);
    }

    /** For who only looks: nothing is made or written. */
    static KeyRing asTheyAre(Settings settings, MasterKey master) {
        InstallationKeys keys = new InstallationKeys(settings, master, Clock.systemUTC());
        return KeyRing.isIn(keys.store) ? KeyRing.open(keys.sources, keys.store) : new KeyRing(master);
    }

    /** What opens the embedded database. */
    KeyRing toOpenTheEmbedded() {
        if (KeyRing.isIn(store)) {
            return KeyRing.open(sources, store);
        }
        boolean isOfFirstVersion = Files.exists(settings.data().resolve("postgres"));
        return isOfFirstVersion ? new KeyRing(master) : KeyRing.found(sources, store);
    }

    /** The keys for good, once the embedded database was opened with what {@link #toOpenTheEmbedded} gave. */
    KeyRing kept() {
        return KeyRing.isIn(store)
                ? KeyRing.open(sources, store)
                : KeyRing.keptIn(store, sources, master, clock.instant());
    }

    /** The keys that a database of the operator's own was set up with. */
    KeyRing ofOutside(String url, Login login) {
        KeyRing keys = KeyRing.isIn(store) ? KeyRing.open(sources, store) : new KeyRing(master);
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
        return KeyRing.isIn(store) ? KeyRing.open(sources, store) : KeyRing.found(sources, store);
    }
}
