package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.keys.FolderKeyStore;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.UnusableMasterKey;
import dev.mullion.kms.Custody;
import dev.mullion.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.springframework.stereotype.Component;

/** Where the master key came from, and who else may read it. Says nothing of where exactly that is. */
@Component
class KeyFile {

    private final Settings settings;
    private final KeyRing keys;

    KeyFile(Settings settings, KeyRing keys) {
        this.settings = settings;
        this.keys = keys;
    }

    List<Check> run() {
        return settings.custody().kmsKey().isPresent()
                ? List.of(Check.attempt("key.service", this::usable))
                : List.of(
                        Check.attempt("key.file", this::usable),
                        Check.attempt("key.mode", this::mode),
                        Check.attempt("key.place", this::place));
    }

    /** Read anew: a key that was exchanged or damaged while the server runs would be noticed at the next start only. */
    private Check usable() {
        boolean inService = settings.custody().kmsKey().isPresent();
        String name = inService ? "key.service" : "key.file";
        try (Custody custody = Custody.of(settings)) {
            KeyRing read = KeyRing.open(
                    custody.sources(), new FolderKeyStore(settings.custody().store()));
            return Check.of(
                    name,
                    read.fingerprint().equals(keys.fingerprint()),
                    inService
                            ? "it never leaves its service, and opens the keys that are in use"
                            : "its file holds 256 random bits, and they open the keys that are in use");
        } catch (UnusableMasterKey | KeysUnavailable e) {
            return Check.failed(
                    name,
                    inService
                            ? "the service refuses, does not answer, or its key is not the one that wrapped the keys in use"
                            : "the file of the master key is missing, damaged, open to others, or not the one that opens"
                                    + " the keys in use");
        }
    }

    private Check mode() {
        try {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(settings.masterKeyFile()));
            return Check.of("key.mode", mode.endsWith("------"), "its mode is " + mode);
        } catch (IOException e) {
            throw new UncheckedIOException("the mode of the key's file cannot be read", e);
        }
    }

    /** Beside the data every copy of the folder opens itself: good enough to look around, not to keep anything. */
    private Check place() {
        Path key = settings.masterKeyFile().toAbsolutePath().normalize();
        return key.startsWith(settings.data())
                ? Check.partial(
                        "key.place",
                        "the key lies in the folder of the data, where the demo makes it: a copy of the folder opens"
                                + " itself")
                : Check.ok("key.place", "the key lies outside the folder of the data");
    }
}
